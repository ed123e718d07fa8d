/** The step that everything begins with, as it is shown. */
import type { Step } from "../pages/http-exchange.tsx";
import { requestText, responseText } from "./message.ts";

/** The step that shows an authorization request and the redirect with which it was answered in the end. */
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
