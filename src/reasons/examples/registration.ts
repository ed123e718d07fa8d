/** Applications that register themselves. */
import type { Examples } from "./define.ts";
import { authorize, message } from "./messages.ts";

const JSON_TYPE = "Content-Type: application/json";
const register = (body: string, ...headers: string[]): string =>
  message("POST /register", [JSON_TYPE, ...headers], body);

const APP = '{"client_name": "Notes", "redirect_uris": ["https://app.example/callback"]}';
const withMember = (member: string): string =>
  `{"client_name": "Notes", "redirect_uris": ["https://app.example/callback"], ${member}}`;

export const registration = {
  "registration/token-invalid": {
    situation: "The app sends an access token of another server with its registration.",
    refused: register(APP, "Authorization: Bearer nobody-here-knows-this"),
    correctedBy: "request",
    corrected: register(APP),
    change: "This server lets anybody register apps, so no token is sent.",
  },
  "registration/too-many": {
    situation: "An app registers itself each time it starts.",
    given: ["each network may register one app in an hour, and this one has"],
    refused: register(APP),
    correctedBy: "waiting",
    corrected: register(APP),
    afterwards: ["an hour has passed"],
    change: "After an hour, the same request is accepted. It is better to keep the first client_id.",
  },
  "registration/full": {
    situation: "An app registers itself where as many apps are registered as may be.",
    given: ["one app may register itself, and has"],
    refused: register(APP),
    correctedBy: "configuration",
    corrected: register(APP),
    afterwards: ["two apps may register themselves"],
    change: "The setting registration.applications allows more apps.",
  },
  "registration/statement-invalid": {
    situation: "The app sends the name of a file as its software statement.",
    refused: register(withMember('"software_statement": "statement.jwt"')),
    correctedBy: "request",
    corrected: register(APP),
    change: "The members are sent without a statement.",
  },
  "registration/statement-unapproved": {
    situation: "The app sends a software statement that its publisher has signed.",
    refused: register(withMember('"software_statement": "{software statement of the publisher}"')),
    correctedBy: "request",
    corrected: register(APP),
    change: "The members are sent without a statement, because this server trusts no issuer of statements.",
  },
  "registration/redirect-uri-invalid": {
    situation: "The app registers a redirect URI with a fragment, which belongs to its own page.",
    refused: register('{"client_name": "Notes", "redirect_uris": ["https://app.example/callback#done"]}'),
    correctedBy: "request",
    corrected: register(APP),
    change: "The redirect URI has no fragment.",
  },
  "registration/metadata-invalid": {
    situation: "The app wants third parties to start a sign-in at a URL without TLS.",
    refused: register(withMember('"initiate_login_uri": "http://app.example/start"')),
    correctedBy: "request",
    corrected: register(withMember('"initiate_login_uri": "https://app.example/start"')),
    change: "initiate_login_uri is an https URL.",
  },
  "client/registration-gone": {
    situation:
      "An app that registered itself wasn't used for long. Its registration was removed, and then somebody signs in.",
    refused: authorize({ client_id: "{client_id of a registration that is gone}" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "The app sends the client_id that it got when it registered again: here demo-web.",
  },
} satisfies Examples;
