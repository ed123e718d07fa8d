/** How a refusal looks on the wire: whole responses, filled with sample values. */
import { type Code, reasonOf } from "../reasons/index.ts";
import { answersOf, type Way } from "../render/answer.ts";
import { Copyable } from "./copyable.tsx";

const WAYS: Readonly<Record<Way, string>> = {
  json: "The response to the app",
  bearer: "The API's response",
  problem: "The admin API's response",
  redirect: "As a redirect from the authorization endpoint",
  page: "As a page",
};

export function OnTheWire({ code, issuer }: { code: Code; issuer: string }) {
  return (
    <section aria-labelledby="wire">
      <h2 id="wire">On the wire</h2>
      {answersOf(code, issuer).map(({ way, text }) => (
        <section key={way} aria-label={WAYS[way]}>
          <h3>{WAYS[way]}</h3>
          {way === "page" ? (
            <p>
              The user sees a page. It has the reason <code>{code}</code> and a reference for the developer. Nothing is
              sent to the app{reasonOf(code).error === "invalid_request" && ", because its redirect URI is not trusted"}
              .
            </p>
          ) : (
            <Copyable>{text}</Copyable>
          )}
        </section>
      ))}
    </section>
  );
}
