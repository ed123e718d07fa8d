/** Faults that only show when requests come at once. */
import { parameter, withMembers } from "../between.ts";
import type { Answer, Between, Message, Mutant } from "../through.ts";

/** Whoever asks while the first one is being granted is granted too. */
const together =
  (grant: string, name: string, also: (answer: Answer, at: number) => Answer): (() => Between) =>
  () => {
    const under = new Map<string, { readonly answer: Promise<Answer>; count: number }>();
    const isIt = (message: Message): boolean => message.path === "/token" && parameter(message, "grant_type") === grant;
    return async (message, ask) => {
      const value = parameter(message, name) ?? "";
      const before = isIt(message) ? under.get(value) : undefined;
      if (before !== undefined) {
        before.count += 1;
        return also(await before.answer, before.count);
      }
      const answer = ask(message);
      if (!isIt(message)) return answer;
      under.set(value, { answer, count: 0 });
      // Those that came with it are still on their way.
      await answer.then(() => new Promise((resolve) => setTimeout(resolve, 500)));
      under.delete(value);
      return answer;
    };
  };

export const RACES: Readonly<Record<string, Mutant>> = {
  "codes at once": {
    does: "A code that is redeemed several times at once is granted several times.",
    breaks: ["race/code"],
    between: together("authorization_code", "code", (answer) => answer),
  },
  "refresh tokens at once": {
    does: "A refresh token that is used several times at once has several successors.",
    breaks: ["race/refresh-token"],
    between: together("refresh_token", "refresh_token", (answer, at) =>
      answer.status === 200
        ? withMembers(answer, (all) => ({ ...all, refresh_token: `${all.refresh_token}-${at}` }))
        : answer,
    ),
  },
};
