/** The server that a command talks to. Tokens and secrets are sent there, so it must be one that nobody can listen in on. */
import { isLoopback } from "../../configuration/loopback.ts";
import { ServerFault } from "./fault.ts";

/** The issuer that was named, without a slash at its end. @throws where a token must not be sent. */
export function serverUrl(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const fault = (is: string): ServerFault =>
    new ServerFault(`${JSON.stringify(given)} ${is}. Expected the URL of the server, such as https://id.example.com.`);
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw fault("isn't an https URL");
  if (url.username !== "" || url.password !== "") throw fault("has a user name or password in it");
  if (url.search !== "" || url.hash !== "") throw fault("has a query or fragment");
  // Anyone on the way could read the token.
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    throw new ServerFault(
      `${url.origin} isn't encrypted, so tokens can't be sent there. Use https. Plain http is only for this machine.`,
    );
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
