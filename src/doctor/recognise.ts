/** Which provider the messages are from: by the hosts, by text that only one provider writes, or because somebody said so. */
import type { Dialect } from "./dialects/define.ts";
import { lettersOf, mayContain } from "./dialects/letters.ts";
import type { View } from "./view.ts";

/** How it is known: `said` and `host` are certain, `mark` almost. */
export interface Recognised {
  readonly dialect: Dialect;
  readonly by: "said" | "host" | "mark";
}

function isHost(host: string, suffix: string): boolean {
  const bare = suffix.replace(/^\./, "");
  return host === bare || host.endsWith(`.${bare}`);
}

/** Whether a host is one of its own. */
export const isAtHost = (dialect: Dialect, host: string): boolean =>
  dialect.hosts.some((suffix) => isHost(host, suffix));

/** The providers in the input, the most certain first. */
export function recognise(view: View, dialects: readonly Dialect[]): readonly Recognised[] {
  const marked = [view.words, ...view.hosts, ...view.requests.map(({ url }) => url?.href ?? "")].join("\n");
  const letters = lettersOf([marked]);
  return dialects.flatMap((dialect): Recognised[] => {
    if (view.context.provider === dialect.provider) return [{ dialect, by: "said" }];
    if (view.hosts.some((host) => isAtHost(dialect, host))) return [{ dialect, by: "host" }];
    return dialect.marks.some((mark) => mayContain(letters, mark.needs) && mark.test(marked))
      ? [{ dialect, by: "mark" }]
      : [];
  });
}
