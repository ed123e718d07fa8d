/** A provider's page from its dialect as it is written. */
import type { Dialect } from "../doctor/dialects/define.ts";
import type { Provider, ProviderMessage } from "../pages/provider.tsx";

/** An example of a message: text, or the members of a response. */
export type Example = string | Readonly<Partial<Record<"error" | "description" | "body" | "text", string | undefined>>>;

/** `exampleOf`: the message as the provider writes it, by its id. */
export function providerOf(dialect: Dialect, exampleOf: (id: string) => Example): Provider {
  const { provider, name, kind, hosts, departures = [], signatures } = dialect;
  const messages = signatures.map(({ id, error, means, source }): ProviderMessage => {
    const example = exampleOf(id);
    const said = typeof example === "string" ? { text: example } : example;
    const errors = error === undefined ? [said.error ?? ""].filter(Boolean) : [error].flat();
    const text = said.description ?? said.text ?? said.body ?? said.error ?? errors[0] ?? id;
    const causes = [...means].sort((one, other) => other.weight - one.weight);
    return { id, errors, text, causes, source };
  });
  return { provider, name, kind, hosts, departures, messages };
}
