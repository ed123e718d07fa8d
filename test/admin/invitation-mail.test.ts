/** Invitations are mailed where the server can send mail, and the link is shown in any case. */
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Mail, Mailer } from "../../src/ports/notices.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "../console/visitor.ts";
import { addTeam, type Call, caller, callerAs, PORTAL } from "./caller.ts";

let world: World;
let call: Call;
let sent: Mail[];
const mailer = (send: Mailer["send"]): Mailer => ({ check: async () => {}, send, close: () => {} });
beforeEach(async () => {
  sent = [];
  world = await openWorld({ clients: [PORTAL], config: { branding: { name: "Example ID" } } });
  Object.assign(world.deps, { mailer: mailer(async (mail) => void sent.push(mail)) });
  call = await caller(world, "candor:users candor:applications");
});
afterEach(() => world.close());

it("an invitation with an e-mail address is sent there, with the link that the response has", async () => {
  const made = await call("POST", "/invitations", { email: "eve@example.com" });
  expect([made.status, made.json.sent_to]).toEqual([201, "eve@example.com"]);
  expect(sent).toEqual([
    {
      to: "eve@example.com",
      subject: "Your invitation to Example ID",
      text: expect.stringContaining(String(made.json.link)),
    },
  ]);
});

it("a user who is added with an e-mail address gets the link, and one without doesn't", async () => {
  const made = await call("POST", "/users", { username: "eve", claims: { email: "eve@example.com" } });
  expect([made.json.sent_to, sent[0]?.text]).toEqual([
    "eve@example.com",
    expect.stringContaining(String(made.json.link)),
  ]);
  const other = await call("POST", "/users", { username: "mallory" });
  expect([other.json.sent_to, typeof other.json.link, sent.length]).toEqual([undefined, "string", 1]);
});

it("the console says where it was sent, and shows the link", async () => {
  const root = await Visitor.signedIn(world, "root");
  const { text } = await root.post("/users/new", { email: "eve@example.com", role: "user" });
  expect(text).toContain("Sent to eve@example.com");
  expect(text).toContain("/join?token=");
});

it("a server that can't be reached hides no link, and nothing of it is logged", async () => {
  Object.assign(world.deps, { mailer: mailer(async () => Promise.reject(new Error("no route to 192.0.2.1"))) });
  const made = await call("POST", "/invitations", { email: "eve@example.com" });
  expect([made.status, made.json.sent_to, String(made.json.link)]).toEqual([
    201,
    undefined,
    expect.stringContaining("/join?token="),
  ]);
});

it("users can't make the server write to strangers, and nobody to several at once", async () => {
  await addTeam(world, "crew", "ada");
  const ada = await callerAs(world, "ada");
  expect((await ada("POST", "/teams/crew/invitations", { email: "victim@example.com" })).json.sent_to).toBeUndefined();
  for (const email of [
    "a@example.com,b@example.com",
    "a@example.com\r\nBcc: b@example.com",
    "<a@example.com>",
    "group:a@example.com;",
  ])
    await call("POST", "/invitations", { email });
  expect(sent).toEqual([]);
});
