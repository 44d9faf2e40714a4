/**
 * What is known of a content. unscanned: no antivirus was asked, it is given; waiting: it is given once it is clean;
 * infected: it is given to nobody.
 */
export const verdicts = ['unscanned', 'waiting', 'clean', 'infected'] as const
export type Verdict = (typeof verdicts)[number]
