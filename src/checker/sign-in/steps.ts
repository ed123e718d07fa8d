/** What a user does on the pages of a server that the browser must be told: where to type and what to press. */
import { z } from "zod";

/** `username` and `password` stand for those of the user. */
export const Step = z.strictObject({
  fill: z
    .record(z.string().min(1), z.string())
    .default({})
    .describe("CSS selectors of fields, and what is typed there: username, password, or a text"),
  click: z.string().min(1).describe("CSS selector of what is pressed then"),
  deny: z.string().min(1).optional().describe("CSS selector of what is pressed instead to refuse what is asked"),
});

/** Done whenever everything that it names is visible. */
export type Step = z.infer<typeof Step>;

const step = (click: string, fill: Step["fill"] = {}): Step => ({ fill, click });
const consent = (click: string, deny: string): Step => ({ fill: {}, click, deny });

/** The pages that servers have unless somebody changed them. What none of these fits is done as on an unknown server. */
export const READY = {
  auth0: [
    step('button[type="submit"][name="action"][value="default"]', { "#username": "username", "#password": "password" }),
    step('button[type="submit"][name="action"][value="default"]', { "#username": "username" }),
    step('button[type="submit"][name="action"][value="default"]', { "#password": "password" }),
    step('button[type="submit"][value="accept"]'),
  ],
  authelia: [
    step("#sign-in-button", { "#username-textfield": "username", "#password-textfield": "password" }),
    step("#openid-consent-accept"),
  ],
  authentik: [
    step('button[type="submit"]', { 'input[name="uidField"]': "username", 'input[name="password"]': "password" }),
    step('button[type="submit"]', { 'input[name="uidField"]': "username" }),
    step('button[type="submit"]', { 'input[name="password"]': "password" }),
    step('ak-stage-consent button[type="submit"]'),
  ],
  cognito: [
    step('input[name="signInSubmitButton"]', {
      'input[name="username"]': "username",
      'input[name="password"]': "password",
    }),
  ],
  dex: [
    step("#submit-login", { "#login": "username", "#password": "password" }),
    consent(
      'form:has(input[name="approval"][value="approve"]) button[type="submit"]',
      'form:has(input[name="approval"][value="rejected"]) button[type="submit"]',
    ),
  ],
  entra: [
    step("#idSIButton9", { 'input[name="passwd"]': "password" }),
    step("#idSIButton9", { 'input[name="loginfmt"]': "username" }),
    step("#idSIButton9"),
  ],
  keycloak: [
    step("#kc-login", { "#username": "username", "#password": "password" }),
    step("#kc-login", { "#username": "username" }),
    step("#kc-login", { "#password": "password" }),
    consent('#kc-login[name="accept"]', '#kc-cancel[name="cancel"]'),
  ],
  okta: [
    step('input[type="submit"]', {
      'input[name="identifier"]': "username",
      'input[name="credentials.passcode"]': "password",
    }),
    step('input[type="submit"]', { 'input[name="identifier"]': "username" }),
    step('input[type="submit"]', { 'input[name="credentials.passcode"]': "password" }),
  ],
  zitadel: [step("#submit-button", { "#loginName": "username" }), step("#submit-button", { "#password": "password" })],
} as const satisfies Readonly<Record<string, readonly Step[]>>;

export type ReadyName = keyof typeof READY;

export const READY_NAMES = Object.keys(READY) as [ReadyName, ...ReadyName[]];
