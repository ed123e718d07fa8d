/** The messages of providers that lead to a cause, on the cause's page of the static site. */
import type { CauseCode } from "../reasons/causes.ts";
import type { Links } from "./layout.tsx";
import { anchorOf, headingOf, LIKELY, type Provider, type ProviderMessage, providerPath } from "./provider.tsx";

/** A message that leads to a cause, and whose it is. */
export interface KnownMessage {
  readonly provider: Pick<Provider, "provider" | "name">;
  readonly message: ProviderMessage;
  /** It most likely means this cause. */
  readonly isLikely: boolean;
}

/** Messages by the causes that they may mean, the likeliest first. */
export function messagesByCause(providers: readonly Provider[]): ReadonlyMap<CauseCode, readonly KnownMessage[]> {
  const found = new Map<CauseCode, { readonly weight: number; readonly known: KnownMessage }[]>();
  for (const provider of providers)
    for (const message of provider.messages)
      for (const { reason, weight } of message.causes) {
        const known = { provider, message, isLikely: weight >= LIKELY };
        const list = found.get(reason);
        if (list === undefined) found.set(reason, [{ weight, known }]);
        else list.push({ weight, known });
      }
  return new Map(
    [...found].map(([reason, list]) => [
      reason,
      list.sort((one, other) => other.weight - one.weight).map(({ known }) => known),
    ]),
  );
}

interface Props extends Links {
  readonly messages?: readonly KnownMessage[] | undefined;
}

/** Those that most likely mean it are in view, by provider. The others fold out. */
export function KnownMessages({ base, messages = [] }: Props) {
  if (messages.length === 0) return null;
  const likely = messages.filter(({ isLikely }) => isLikely);
  const others = messages.filter(({ isLikely }) => !isLikely);
  return (
    <section aria-labelledby="messages">
      <h2 id="messages">Messages of providers</h2>
      {likely.length > 0 && <List base={base} messages={likely} />}
      {others.length > 0 && (
        <details>
          <summary>{`${others.length === 1 ? "1 message" : `${others.length} messages`} that may mean this, and more likely something else`}</summary>
          <List base={base} messages={others} />
        </details>
      )}
    </section>
  );
}

function List({ base, messages }: Links & { readonly messages: readonly KnownMessage[] }) {
  const names = [...new Set(messages.map(({ provider }) => provider.name))].sort((a, b) => a.localeCompare(b, "en"));
  return (
    <>
      {names.map((name) => {
        const own = messages.filter(({ provider }) => provider.name === name);
        const path = base + providerPath(own[0]?.provider.provider ?? "");
        return (
          <div key={name}>
            <h3>
              <a href={path}>{name}</a>
            </h3>
            <ul class="points">
              {own.map(({ message }) => (
                <li key={message.id}>
                  <a href={`${path}#${anchorOf(message)}`}>{headingOf(message)}</a>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </>
  );
}
