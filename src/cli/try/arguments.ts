/** The arguments of `candor try`. */
import type { Flow } from "../../checker/flow/options.ts";

export const FLOWS = [
  "code",
  "client-credentials",
  "device",
  "ciba",
  "refresh",
  "exchange",
] as const satisfies readonly Flow[];

export interface TryArguments {
  readonly mcp?: string;
  readonly flow: Flow;
  readonly clientId?: string;
  readonly clientMetadata?: string;
  readonly secretStdin?: boolean;
  readonly tokenStdin?: boolean;
  readonly auth?: "client_secret_basic" | "client_secret_post" | "none";
  readonly scope?: string;
  readonly resource?: readonly string[];
  readonly audience?: readonly string[];
  readonly loginHint?: string;
  readonly subjectTokenType?: string;
  readonly requestedTokenType?: string;
  readonly redirectUri: string;
  readonly parameter?: readonly string[];
  readonly par?: boolean;
  readonly dpop?: boolean;
  readonly call?: string;
  readonly metadata?: string;
  readonly browser: boolean;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly revision?: "2026-07-28" | "2025-11-25";
  readonly timeout: string;
  readonly ca?: string;
}
