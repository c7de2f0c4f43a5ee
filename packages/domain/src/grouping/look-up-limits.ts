/** How far the look-up of a value goes: the page that shows it says so. */
export const LOOK_UP = {
  /** Of each: cases, subjects, alerts. */
  shown: 50,
  /** Of so many of its subjects cases are found. */
  subjects: 5000,
  /** Of a network, so many entries of the hub list that lie in it. */
  inside: 20,
  /** Of so many of its subjects alerts are read. */
  subjectsForAlerts: 200,
  /** Of each of them, so many of the newest. */
  alertsOfSubject: 20,
} as const;
