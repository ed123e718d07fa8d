/** What is refused of the notices' settings, beyond their form. */
import { expect, it } from "vitest";
import { noticeFaults, notices } from "./notices.ts";

const ENVIRONMENT = { HOOK: "a-secret-of-24-characters", SHORT: "tiny-one", SMTP: "x" };
const webhook = (url: string, env = "HOOK") => ({ webhook: { url, secret: { env } } });
const mail = (given: object) => ({ mail: { host: "smtp.example", from: "candor@example.com", ...given } });

it.each<[config: object, keys: readonly string[]]>([
  [{}, []],
  [webhook("https://hooks.example/x"), []],
  [webhook("http://localhost:9000/x"), []],
  [webhook("http://hooks.example/x"), ["notices.webhook.url"]],
  [webhook("file:///etc/passwd"), ["notices.webhook.url"]],
  [webhook("https://user:pass@hooks.example/"), ["notices.webhook.url"]],
  [webhook("https://hooks.example/", "SHORT"), ["notices.webhook.secret.env"]],
  [webhook("https://hooks.example/", "NONE"), ["notices.webhook.secret.env"]],
  [mail({}), []],
  [mail({ tls: "none" }), ["notices.mail.tls"]],
  [mail({ host: "127.0.0.1", tls: "none", password: { env: "SMTP" } }), []],
  [mail({ password: { env: "NONE" } }), ["notices.mail.password.env"]],
])("%j", (config, keys) => {
  const faults = [...noticeFaults(notices.parse(config), ENVIRONMENT)];
  expect(faults.map(({ key }) => key)).toEqual(keys);
  expect(JSON.stringify(faults)).not.toMatch(/tiny-one|user:pass/);
});
