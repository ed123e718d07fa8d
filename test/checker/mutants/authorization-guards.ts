/** Faults of the authorization endpoint that attackers look for. */
import { asking, parameter, redirected, responding, returning, withHeader, withParameters } from "../between.ts";
import { CALLBACK } from "../mutant-server.ts";
import type { Answer, Message, Mutant } from "../through.ts";

const asked = (change: (message: Message) => Message | Answer) => asking("/authorize", change);

const isRedirect = ({ status }: Answer): boolean => status >= 300 && status < 400;

/** Redirects after forms, with another status. */
const afterForms = (status: number) =>
  responding(
    () => true,
    (answer, { method }) => (method === "POST" && isRedirect(answer) ? { ...answer, status } : answer),
  );

const onErrors = (change: (parameters: URLSearchParams, message: Message) => void) =>
  returning((parameters, message) => {
    if (parameters.has("error")) change(parameters, message);
  });

/** Another state, if there is one beside the code or the error. */
const withState = (change: (state: string) => string) =>
  returning((parameters) => {
    const state = parameters.get("state");
    if (state !== null) parameters.set("state", change(state));
  });

export const AUTHORIZATION_GUARDS: Readonly<Record<string, Mutant>> = {
  "implicit tokens": {
    does: "response_type token gets an access token.",
    breaks: ["authorization/no-implicit"],
    between: asked((message) =>
      parameter(message, "response_type") === "token"
        ? redirected(message, { access_token: "a".repeat(43), token_type: "Bearer" }, "#")
        : message,
    ),
  },
  "tokens beside codes": {
    does: "response_type code token gets an access token too.",
    breaks: ["authorization/no-hybrid-token"],
    between: asked((message) =>
      parameter(message, "response_type") === "code token"
        ? redirected(message, { code: "c".repeat(43), access_token: "a".repeat(43), token_type: "Bearer" }, "#")
        : message,
    ),
  },
  "passwords sent on": {
    does: "Forms are followed by 307.",
    breaks: ["authorization/no-credentials-resent", "authorization/see-other"],
    between: afterForms(307),
  },
  "forms followed by 302": {
    does: "Forms are followed by 302.",
    breaks: ["authorization/see-other"],
    between: afterForms(302),
  },
  "markup repeated": {
    does: "Pages repeat the client's id as it came.",
    breaks: ["authorization/escapes-markup"],
    between: responding("/authorize", (answer, message) =>
      answer.headers.get("content-type")?.startsWith("text/html")
        ? { ...answer, body: `${answer.body}<p>${parameter(message, "client_id")}</p>` }
        : answer,
    ),
  },
  "headers by line breaks": {
    does: "What comes after a line break in state is a header.",
    breaks: ["authorization/no-header-injection"],
    between: responding("/authorize", (answer, message) =>
      parameter(message, "state")?.includes("\r\n") ? withHeader(answer, "x-check-injected", "1") : answer,
    ),
  },
  "errors in quotation marks": {
    does: "login_required is in quotation marks.",
    breaks: ["authorization/error-code-characters", "authorization/prompt-none"],
    between: onErrors((parameters) => {
      if (parameters.get("error") === "login_required") parameters.set("error", '"login_required"');
    }),
  },
  "error_uri in words": {
    does: "error_uri is a sentence.",
    breaks: ["authorization/error-uri"],
    between: onErrors((parameters) => parameters.set("error_uri", "see the manual")),
  },
  "no redirect URI is the only one": {
    does: "Without redirect_uri, the registered one is used.",
    breaks: ["authorization/redirect-uri-required"],
    between: asked((message) =>
      parameter(message, "redirect_uri") === undefined && parameter(message, "client_id") === "web"
        ? withParameters(message, { redirect_uri: CALLBACK })
        : message,
    ),
  },
  "state cut off": {
    does: "state comes back with 255 characters at most.",
    breaks: ["authorization/long-state"],
    between: withState((state) => state.slice(0, 255)),
  },
  "state decoded twice": {
    does: "A plus sign in state comes back as a space.",
    breaks: ["authorization/state-characters"],
    between: withState((state) => state.replace(/\+/g, " ")),
  },
  "codes for services": {
    does: "A client without redirect URIs may use another one's.",
    breaks: ["authorization/no-code-for-services"],
    between: asked((message) =>
      parameter(message, "client_id") === "service"
        ? withParameters(message, { client_id: "web", scope: "openid" })
        : message,
    ),
  },
};
