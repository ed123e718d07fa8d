/** The times of JWTs, compared with the clocks in the input. */
import { rfc } from "../../specs.ts";
import type { View } from "../view.ts";
import { type Found, rule } from "./define.ts";
import { ABOUT, EXPIRED, kindOf, named } from "./jwt-kind.ts";
import { lasting } from "./requests.ts";
import { saidOf, weigh } from "./said.ts";
import { claimTime, clocksOf, shownTime } from "./times.ts";

const MINUTE = 60_000;

function* times(view: View): Iterable<Found> {
  const { server, client } = clocksOf(view);
  const now = server ?? client;
  const said = saidOf(view);
  if (
    server !== undefined &&
    client !== undefined &&
    view.context.client_time !== undefined &&
    Math.abs(server - client) > MINUTE
  )
    yield {
      reason: "time/clock-skew",
      confidence: 0.9,
      says: `the client's clock is ${lasting(server - client)} ${client > server ? "ahead of" : "behind"} the server's`,
      fix: "Set the clock by NTP.",
      spec: rfc(7519, "4.1.4"),
    };
  for (const jwt of view.jwts) {
    const kind = kindOf(jwt);
    const [exp, nbf, iat] = ["exp", "nbf", "iat"].map((name) => claimTime(jwt, name));
    const stretched = iat !== undefined && iat > 1e14;
    if (stretched)
      yield {
        reason: EXPIRED[kind],
        confidence: weigh(said, 0.85, ABOUT[kind]),
        says: `iat of ${named(jwt)} is in milliseconds`,
        fix: "Times in a JWT are seconds since 1970.",
        spec: rfc(7519, "2"),
      };
    if (
      kind === "assertion" &&
      exp !== undefined &&
      iat !== undefined &&
      exp - iat > 65 * MINUTE &&
      jwt.found === "assertion"
    )
      yield {
        reason: "assertion/expired",
        confidence: weigh(said, 0.6, ABOUT.assertion),
        says: `the assertion would live for ${lasting(exp - iat)}`,
        fix: "Let exp be no more than an hour after iat.",
        spec: rfc(7519, "4.1.4"),
      };
    if (kind === "client_assertion" && exp !== undefined && exp - (iat ?? now ?? exp) > 65 * MINUTE)
      yield {
        reason: "client-auth/assertion-invalid",
        confidence: weigh(said, 0.6, ABOUT.client_assertion),
        says: `the client assertion would live for ${lasting(exp - (iat ?? now ?? exp))}`,
        fix: "Let exp be a few minutes after iat.",
        spec: rfc(7519, "4.1.4"),
      };
    if (exp !== undefined && iat !== undefined && exp <= iat)
      yield {
        reason: EXPIRED[kind],
        confidence: weigh(said, 0.7, ABOUT[kind]),
        says: `exp of ${named(jwt)} is not after its iat`,
        spec: rfc(7519, "4.1.4"),
      };
    if (now === undefined || stretched) continue;
    const early = Math.max(nbf ?? 0, iat ?? 0);
    if (early - now > 5_000 && early < 1e14) {
      yield {
        reason: "time/clock-skew",
        confidence: weigh(said, early - now > 30_000 ? 0.93 : 0.8, {
          ...ABOUT[kind],
          errors: [...ABOUT[kind].errors, "invalid_grant", "invalid_client", "invalid_token"],
        }),
        says: `${nbf === early ? "nbf" : "iat"} of ${named(jwt)} is ${shownTime(early)}, ${lasting(early - now)} after ${shownTime(now)}, the time of ${server === undefined ? "the exchange" : "the server"}`,
        fix: `Set the clock of the side that made it by NTP: it is ${lasting(early - now)} ahead. Allow for a minute or two where it is checked.`,
        spec: rfc(7519, "4.1.5"),
      };
    } else if (exp !== undefined && exp < now) {
      // If a machine's clock is behind, its assertions have expired when they arrive.
      const made = kind === "assertion" || kind === "client_assertion";
      const wrong = client !== undefined && server !== undefined && client < exp;
      yield {
        reason: wrong ? "time/clock-skew" : EXPIRED[kind],
        confidence: weigh(said, view.jwts.length > 1 && kind === "other" ? 0.5 : 0.93, ABOUT[kind]),
        says: `exp of ${named(jwt)} is ${shownTime(exp)}, ${lasting(now - exp)} before ${shownTime(now)}${wrong ? ", though not by the client's clock" : ""}`,
        fix: made
          ? "Make a new assertion for each request, with exp a few minutes ahead, by a clock that is set by NTP."
          : "Get a new token: refresh it before exp.",
        spec: rfc(7519, "4.1.4"),
      };
      if (made)
        yield {
          reason: "time/clock-skew",
          confidence: weigh(said, 0.5, ABOUT[kind]),
          says: `${named(jwt)} was over when it arrived: it was made by a clock that is behind, or long ago`,
          fix: "Compare the clock of the machine with the Date header of the response.",
        };
    }
  }
}

export const jwtTimeRules = [rule("jwt/times", times)];
