/** Where the messages come from by which a diagnosis was made. */

import type { Source } from "./dialects/define.ts";
import { dialects } from "./dialects/index.ts";
import type { Diagnosis } from "./explain.ts";

export interface SourceOfMessage extends Source {
  /** `keycloak/code-expired` */
  readonly message: string;
}

/** A rule that is a message of a provider, whether or not the provider was recognized. */
const MESSAGE = /^(?:elsewhere\/)?(?<provider>[a-z0-9-]+)\/(?<id>.+)$/;

/** The sources of the messages that were found, each once. */
export function sourcesOf({ findings }: Pick<Diagnosis, "findings">): readonly SourceOfMessage[] {
  const found = findings.flatMap(({ rule }) => {
    const { provider, id } = MESSAGE.exec(rule)?.groups ?? {};
    const signature = dialects.find((one) => one.provider === provider)?.signatures.find((one) => one.id === id);
    return signature === undefined ? [] : [{ message: `${provider}/${id}`, ...signature.source }];
  });
  return found.filter((one, at) => found.findIndex(({ message }) => message === one.message) === at);
}

/** The sources of all messages of a provider, by its name in `dialects/`. */
export function sourcesOfProvider(provider: string): readonly SourceOfMessage[] {
  const signatures = dialects.find((one) => one.provider === provider)?.signatures ?? [];
  return signatures.map(({ id, source }) => ({ message: `${provider}/${id}`, ...source }));
}

const KINDS: Readonly<Record<Source["kind"], string>> = {
  manual: "manual",
  source: "source code",
  issue: "user's report",
};

/** A line for each: the message, what kind of page, when it was read, the page. */
export function sourcesToText(sources: readonly SourceOfMessage[]): string {
  if (sources.length === 0) return "No provider's message was found in it.";
  return sources
    .map(
      ({ message, kind, read, url }) =>
        `${message}: ${KINDS[kind]}, ${read === undefined ? "not checked" : `read ${read}`}, ${url}`,
    )
    .join("\n");
}
