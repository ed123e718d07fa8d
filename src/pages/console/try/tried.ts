/** What was filled in. */
export interface TriedFields {
  readonly application: string;
  readonly at: "authorization" | "token";
  readonly scope: string;
  readonly redirect_uri: string;
  readonly prompt: string;
  readonly pkce: string;
  readonly user: string;
  readonly grant_type: string;
  readonly resource: string;
}
