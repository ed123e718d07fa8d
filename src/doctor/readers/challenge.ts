/** WWW-Authenticate: the challenges of one header, each a scheme with its parameters (RFC 9110 11.6.1). */

export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const PARTS = /([\w!#$%&'*+.^`|~-]{1,200})(?:[ \t]{0,5}=[ \t]{0,5}(?:"((?:[^"\\]|\\.){0,4000})"|([^\s,"]{0,4000})))?/g;

export function challengesOf(header: string): Challenge[] {
  const found: { scheme: string; parameters: Map<string, string> }[] = [];
  for (const [, name = "", quoted, plain] of header.slice(0, 20_000).matchAll(PARTS)) {
    const value = quoted?.replaceAll(/\\(.)/g, "$1") ?? plain;
    if (value === undefined) found.push({ scheme: name.toLowerCase(), parameters: new Map() });
    else if (value !== "") found.at(-1)?.parameters.set(name.toLowerCase(), value);
  }
  return found;
}
