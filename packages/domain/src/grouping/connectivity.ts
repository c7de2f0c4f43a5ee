import type { Scales } from './evidence.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { Subject, Value } from './nodes.js';

/**
 * Finds what falls apart when links have gone. Every part that separates holds an end of a lost link, so one search
 * starts from each such end; searches that meet become one. All advance in step, and it ends when one search is left:
 * that one is the remainder and need not be walked to its end. So the cost follows the parts that leave, not the size
 * of the cluster.
 * @param ends of one cluster
 */
export async function partingsOf(
  hood: Neighbourhood,
  scales: Scales,
  ends: ReadonlySet<Subject>,
): Promise<Subject[][]> {
  const { attach } = hood.rules;
  const owner = new Map<Subject | Value, Search>();
  const searches: Search[] = [];
  for (const end of ends) {
    const search = new Search();
    search.frontier.push(end);
    search.subjects.push(end);
    owner.set(end, search);
    searches.push(search);
  }
  let active = searches;
  const parted: Search[] = [];

  // Where some are set apart, links lead to other parts as well.
  const [first] = ends;
  const part = first?.root();
  const reach = (search: Search, node: Subject | Value): boolean => {
    const holder = owner.get(node)?.root();
    if (holder === undefined) {
      owner.set(node, search);
      return true;
    }
    const mine = search.root();
    if (holder !== mine) {
      if (holder.subjects.length > mine.subjects.length) holder.absorb(mine);
      else mine.absorb(holder);
    }
    return false;
  };

  for (;;) {
    active = active.filter((search) => search.absorbedBy === null);
    if (active.length <= 1) break;
    const exhausted = active.filter((search) => search.frontier.length === 0 && search.joints.length === 0);
    // Where all have ended, the largest part keeps the cluster.
    if (exhausted.length === active.length) exhausted.sort((a, b) => a.subjects.length - b.subjects.length).pop();
    if (exhausted.length > 0) {
      parted.push(...exhausted);
      const gone = new Set(exhausted);
      active = active.filter((search) => !gone.has(search));
      continue;
    }
    // One step of every search: subjects first, since a value that joins thousands is met sooner than it is unrolled.
    const steps = active.map((search) => {
      const subjects = search.frontier.splice(-32);
      const joint = subjects.length === 0 ? search.joints.pop() : undefined;
      return { search, subjects, joints: joint ? [joint] : [] };
    });
    await hood.deepen(steps.flatMap((step) => step.subjects));
    const nominating = steps.flatMap((step) =>
      step.subjects.flatMap((subject) =>
        (subject.values as Value[]).filter((value) => value.nominates && !value.joins),
      ),
    );
    await hood.enlist([...nominating, ...steps.flatMap((step) => step.joints)]);
    const neighbours = new Set<Subject>();
    for (const value of nominating) for (const member of value.members as Subject[]) neighbours.add(member);
    await hood.deepen(neighbours);

    for (const { search, subjects, joints } of steps) {
      for (const subject of subjects) {
        const weighed = new Set<Subject>();
        for (const value of subject.values as Value[]) {
          if (value.joins) {
            const into = search.root();
            if (reach(into, value)) into.joints.push(value);
          } else if (value.nominates) {
            for (const other of value.members as Subject[]) {
              if (other === subject || other.root() !== part || owner.get(other)?.root() === search.root()) continue;
              if (weighed.has(other)) continue;
              weighed.add(other);
              if (scales.score(subject, other) < attach) continue;
              const into = search.root();
              if (reach(into, other)) into.take(other);
            }
          }
        }
      }
      for (const joint of joints) {
        for (const member of joint.members as Subject[]) {
          if (member.root() !== part) continue;
          const into = search.root();
          if (reach(into, member)) into.take(member);
        }
      }
    }
  }
  return parted.map((search) => search.subjects);
}

class Search {
  absorbedBy: Search | null = null;
  frontier: Subject[] = [];
  /** Values that join by themselves and whose carriers have not been visited yet. */
  joints: Value[] = [];
  /** All that were reached. */
  subjects: Subject[] = [];

  root(): Search {
    let top: Search = this;
    while (top.absorbedBy) top = top.absorbedBy;
    if (this !== top) this.absorbedBy = top;
    return top;
  }

  take(subject: Subject): void {
    this.subjects.push(subject);
    this.frontier.push(subject);
  }

  absorb(other: Search): void {
    other.absorbedBy = this;
    for (const subject of other.frontier) this.frontier.push(subject);
    for (const value of other.joints) this.joints.push(value);
    for (const subject of other.subjects) this.subjects.push(subject);
    other.frontier = [];
    other.joints = [];
    other.subjects = [];
  }
}
