/** What users may register by themselves, and what owners may set without an operator. */

export interface SelfService {
  /** Whether users may register applications at all. */
  readonly enabled: boolean;
  /** Scopes that owners may allow their applications; without a list, every scope that isn't sensitive. */
  readonly scopes?: readonly string[] | undefined;
  readonly grantTypes: readonly string[];
  /** How many applications one user, or one team, may have. */
  readonly applications: number;
}

/** What is known of somebody who would have one more application. */
export interface OneMore {
  /** Whether users may register applications; irrelevant if one is handed over. */
  readonly enabled: boolean;
  /** Whose it would be: in words. */
  readonly owner: string;
  readonly has: number;
  readonly most: number;
}
