interface Weighed {
  readonly score: number;
  readonly threshold: number;
  readonly ruleSet: number;
  readonly indicators: readonly { readonly weight: number }[];
}

const hundredths = (value: number): number => Math.round(value * 100);

/** What a link's attributes come to beside what counted and was needed: "Sum 16.5, needs 12 · rule set 7". */
export function sumLine({ score, threshold, ruleSet, indicators }: Weighed): string {
  const needs = `needs ${threshold.toFixed(0)} · rule set ${ruleSet}`;
  const sum = indicators.reduce((total, { weight }) => total + weight, 0);
  if (hundredths(sum) === hundredths(score)) return `Sum ${score.toFixed(1)}, ${needs}`;
  const why =
    sum > score
      ? 'weak ones count up to a limit together'
      : indicators.some(({ weight }) => weight < 0)
        ? 'what speaks against it does not count beside one that is enough alone'
        : 'only the heaviest are listed';
  return `Sum ${sum.toFixed(1)}, counted as ${score.toFixed(1)} since ${why}; ${needs}`;
}
