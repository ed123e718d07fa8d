/** The first step of every flow, as it is shown. */
import type { Step } from "../pages/http-exchange.tsx";
import { requestText, responseText } from "./message.ts";

/** The step that shows an authorization request and the redirect that it finally led to. */
export function authorizationStep(issuer: string, path: string, answeredAt: URL, note: string): Step {
  const status = 303;
  return {
    heading: "Authorization request",
    note,
    request: requestText({ method: "GET", url: new URL(issuer + path), headers: {} }),
    status,
    response: responseText(status, new Headers({ location: answeredAt.href }), ""),
  };
}
