/** What the members of printed objects say. */
import { expect, it } from "vitest";
import { explain } from "../explain.ts";
import { messagesIn } from "./messages.ts";

const SAID = "You must provide a client_secret";

it.each([
  [
    "Elixir",
    `%OAuth2.Client{params: %{}, other_params: %{"code" => 400, "error_message" => "${SAID}", "error_type" => "OAuthException"}}`,
  ],
  ["Ruby", `{:error=>"invalid_client", "message"=>"${SAID}"}`],
  ["Ruby 3.4", `{error: "invalid_client", message: "${SAID}"}`],
  ["Python", `OAuthError({'code': 400, 'error_description': '${SAID}', 'x': None})`],
  ["Python's fields", `ErrorResponse(error='invalid_client', error_description='${SAID}', status=400)`],
  ["JavaScript", `{ error: 'invalid_client', error_description: '${SAID}' }`],
  ["Go", `&{Error:invalid_client ErrorDescription:${SAID} StatusCode:400}`],
  ["Java", `OAuth2Error{code=invalid_client, description=${SAID}, uri=null}`],
  ["C#", `TokenError { Code = invalid_client, Description = ${SAID}, Uri =  }`],
  ["print_r", `Array\n(\n    [error] => invalid_client\n    [error_description] => ${SAID}\n)`],
  ["print_r in one line", `stdClass Object ( [error] => invalid_client [message] => ${SAID} [code] => 400 )`],
  [
    "var_dump",
    `array(2) {\n  ["error"]=>\n  string(14) "invalid_client"\n  ["error_description"]=>\n  string(32) "${SAID}"\n}`,
  ],
  ["Rust", `ServerError { error: InvalidClient, error_description: Some("${SAID}"), error_uri: None }`],
  ["JSON in a log", `level=error body="{\\"code\\":400,\\"message\\":\\"${SAID}\\"}"`.replaceAll("\\", "")],
])("of %s", (_, text) => expect(messagesIn(text)).toEqual([SAID]));

it.each(["message: no", "reason=timeout", "description:\n", "the message = what", `message=${"x".repeat(50_000)}`])(
  "none in %.40s",
  (text) => expect(messagesIn(text)).toEqual([]),
);

it("is heard in the middle of a long dump", () => {
  const dump = `** (OAuth2.Error) %OAuth2.Client{authorize_url: "/oauth/authorize", headers: [], ${Array.from({ length: 60 }, (_, at) => `option_${at}: nil`).join(", ")}, other_params: %{"code" => 400, "error_message" => "${SAID}", "error_type" => "OAuthException"}}`;
  expect(explain(dump).findings[0]?.reason).toBe("client-auth/secret-absent");
});
