/** How a refusal for a reason looks on the wire: whole answers, filled with sample values. */
import { type Code, reasonOf } from "../reasons/index.ts";
import { answersOf, type Way } from "../render/answer.ts";
import { Copyable } from "./copyable.tsx";

const WAYS: Readonly<Record<Way, string>> = {
  json: "The answer to the application",
  bearer: "The API's answer",
  redirect: "By redirect, where the authorization endpoint refuses",
  page: "A page",
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
              Shown to the person at the screen, with the reason <code>{code}</code> and its reference for the
              developer. The application is sent nothing
              {reasonOf(code).error === "invalid_request" && ", since its address is not trusted"}.
            </p>
          ) : (
            <Copyable>{text}</Copyable>
          )}
        </section>
      ))}
    </section>
  );
}
