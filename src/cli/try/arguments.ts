/** The arguments of `candor try`. */
export const FLOWS = ["code", "client-credentials"] as const;

export interface TryArguments {
  readonly flow: (typeof FLOWS)[number];
  readonly clientId: string;
  readonly secretStdin?: boolean;
  readonly auth?: "client_secret_basic" | "client_secret_post" | "none";
  readonly scope?: string;
  readonly redirectUri: string;
  readonly parameter?: readonly string[];
  readonly browser: boolean;
  readonly ca?: string;
}
