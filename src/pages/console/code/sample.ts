/** Working code for one application, with its values in it. The secret isn't: programs read it from the environment. */

/** What is being built. */
export type Building = "web" | "browser" | "native" | "service" | "keyed-service" | "command" | "device" | "agent";

/** What the code is for. */
export interface Target {
  readonly building: Building;
  readonly issuer: string;
  readonly clientId: string;
  /** Whether it has a secret. */
  readonly isConfidential: boolean;
  /** The first one that is registered; none for a service. */
  readonly redirectUri: string | undefined;
  /** Separated by spaces. */
  readonly scope: string;
}

export interface Sample {
  readonly id: string;
  /** The library, as developers call it. */
  readonly name: string;
  readonly file: string;
  /** How to install what it needs. */
  readonly install?: string;
  readonly code: string;
  /** What else is to be known. */
  readonly note?: string;
}

/** A library: the code for what it fits, `undefined` for what it doesn't. */
export type Library = (target: Target) => Sample | undefined;

/** The variable that the secret is in. */
export const SECRET = "CLIENT_SECRET";

/** A JavaScript text; JSON is part of the language. */
export const js = (text: string): string => JSON.stringify(text);

/** Whether the server is on the developer's own machine, where libraries need a setting to accept http. */
export const isPlain = ({ issuer }: Target): boolean => issuer.startsWith("http:");

/** The path of the redirect URI, and the port to listen on. */
export function placeOf({ redirectUri = "http://localhost:3000/callback" }: Target): { path: string; port: string } {
  const url = new URL(redirectUri);
  return { path: url.pathname, port: url.port === "" ? "3000" : url.port };
}

/** Where the redirect URI is, if that is the developer's own machine. */
export function ownOrigin({ redirectUri = "" }: Target): string | undefined {
  return /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/.test(redirectUri)
    ? new URL(redirectUri).origin
    : undefined;
}

/** Without lines that a condition has left empty. */
export const lines = (...all: readonly (string | false | undefined)[]): string =>
  `${all.filter((line) => typeof line === "string").join("\n")}\n`;

/** A line that imports something from a package. */
export const imported = (what: string, from: string): string => `import ${what} from ${js(from)};`;
