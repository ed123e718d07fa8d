/** Whether codes and tokens can be guessed from others of their kind (RFC 6749 10.10). */
import { mostBits } from "../entropy.ts";
import type { Exchange } from "../exchange.ts";
import { all, either, type Finding, notApplicable } from "../finding.ts";
import { jwtOf } from "../jwt.ts";
import { probe } from "../probe.ts";

/** Of each kind: enough to see what is the same in all of them. */
const SAMPLES = 8;

/** Enough, and what is better. */
const [ENOUGH, BETTER] = [128, 160];

export const randomness = probe({
  does: `Gets ${SAMPLES} codes and tokens, and looks at what is the same in all of them.`,
  needs: ["codes", "token endpoint"],
  finds: ["code", "code-better", "access-token", "access-token-better", "refresh-token", "refresh-token-better"],
  async run(lab) {
    const client = lab.client("web");
    const [codes, access, refresh]: [string[], string[], string[]] = [[], [], []];
    let last: Exchange | undefined;
    for (let at = 0; at < SAMPLES; at++) {
      const tokens = await lab.tokens(client);
      codes.push(tokens.from.code);
      access.push(tokens.access);
      if (tokens.refresh !== undefined) refresh.push(tokens.refresh);
      last = tokens.exchange;
    }
    const of = <Name extends string>(name: Name, texts: readonly string[]) => judged(name, texts, last as Exchange);
    const isJwt = jwtOf(access[0] ?? "") !== undefined;
    return {
      ...of("code", codes),
      ...(isJwt
        ? all(["access-token", "access-token-better"], notApplicable("Access tokens are JWTs with a signature."))
        : of("access-token", access)),
      ...(refresh.length < SAMPLES
        ? all(["refresh-token", "refresh-token-better"], notApplicable("There are no refresh tokens."))
        : of("refresh-token", refresh)),
    };
  },
});

function judged<Name extends string>(
  name: Name,
  texts: readonly string[],
  shows: Exchange,
): Record<Name | `${Name}-better`, Finding> {
  const bits = Math.floor(mostBits(texts));
  const least = (wanted: number): Finding =>
    either(
      bits >= wanted,
      `They differ in places that can carry ${bits} bits.`,
      `They differ in places that can carry ${bits} bits at most, fewer than ${wanted}.`,
      shows,
    );
  return { [name]: least(ENOUGH), [`${name}-better`]: least(BETTER) } as Record<Name | `${Name}-better`, Finding>;
}
