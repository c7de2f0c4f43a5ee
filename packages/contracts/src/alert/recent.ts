const MOST = 4096;

/** A pure function of short texts that remembers its latest answers, but not that there is none: alerts that repeat a finding come together. */
export class Recent<Answer> {
  private readonly answers = new Map<string, Answer>();

  constructor(private readonly work: (text: string) => Answer) {}

  of(text: string): Answer {
    const known = this.answers.get(text);
    if (known !== undefined) return known;
    const answer = this.work(text);
    if (answer === undefined) return answer;
    if (this.answers.size >= MOST) this.answers.clear();
    this.answers.set(text, answer);
    return answer;
  }
}
