/** What the static site's search finds: causes, standard errors, and the messages of providers. */
import { anchorOf, headingOf, type Provider, providerPath } from "../pages/provider.tsx";
import { standardPath } from "../pages/standard-path.ts";
import { causeCodes, causeOf } from "../reasons/causes.ts";
import { namesOf } from "../reasons/names.ts";
import { standardErrors } from "../standard/index.ts";

/** Where it is from the site's root, its title, what it is, and more words to find it by. */
export type SearchEntry = readonly [to: string, title: string, what: string, words: string];

export function searchIndex(providers: readonly Provider[]): readonly SearchEntry[] {
  const standard = new Map(standardErrors.map((one) => [one.error, one]));
  return [
    ...causeCodes.map((code): SearchEntry => {
      const { title, cause, errors } = causeOf(code);
      return [`errors/${code}/`, title, code, [cause, ...errors, ...namesOf(code)].join(" ")];
    }),
    ...[...standard.values()].map(({ error, title, means }): SearchEntry => {
      return [`${standardPath({ base: "" }, error).slice(1)}/`, error, "Standard error code", `${title} ${means}`];
    }),
    ...providers.flatMap(({ provider, name, messages }) => [
      [`${providerPath(provider).slice(1)}/`, name, "Provider", provider] as const,
      ...messages.map((message): SearchEntry => {
        const words = [message.text.slice(0, 400), message.id, ...message.errors].join(" ");
        return [`${providerPath(provider).slice(1)}/#${anchorOf(message)}`, headingOf(message), name, words];
      }),
    ]),
  ];
}
