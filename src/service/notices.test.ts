/** New kinds of refusals are reported once: by a signed webhook that is tried again, and by one mail a day to the owners. */
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcp, type Server as TcpServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { memoryStorage } from "../adapters/memory/storage.ts";
import { smtpMailer } from "../adapters/outbound/mail.ts";
import { signatureOf, webhookPoster } from "../adapters/outbound/webhook.ts";
import type { Mail, WebhookMessage } from "../ports/notices.ts";
import type { Account, Storage } from "../ports/storage.ts";
import type { Shared } from "./deps.ts";
import { leaseOf } from "./lease.ts";
import { notifier } from "./notices.ts";

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const T = Date.UTC(2026, 5, 15, 12);

let now: number;
let storage: Storage;
let errors: string[];
let posted: WebhookMessage[];
let mails: Mail[];
let isDown: boolean;

const clients: Readonly<Record<string, { owner?: string }>> = {
  photos: { owner: "grace" },
  bills: { owner: "ada" },
  bare: {},
};
const shared = () =>
  ({
    storage,
    issuer: "https://id.example",
    clock: () => now,
    log: { error: (_: object, text: string) => errors.push(text) },
    registries: {
      current: () => ({ client: async (id: string) => (clients[id] ? { client: { id, ...clients[id] } } : undefined) }),
    },
  }) as unknown as Shared;

function process(holder: string, quietDays = 7) {
  const mailer = {
    check: async () => {
      if (isDown) throw new Error("down");
    },
    send: async (mail: Mail) => void mails.push(mail),
    close: () => {},
  };
  const webhook = async (message: WebhookMessage) => {
    if (isDown) throw new Error("down");
    posted.push(message);
  };
  return notifier(
    shared(),
    { quietDays, webhook, mail: { mailer, hour: 7 } },
    leaseOf(storage, "notices", holder, MINUTE),
  );
}

const refuse = (ref: string, given: object = {}) =>
  storage.refusals.insert({
    ref,
    at: now,
    code: "scope/misspelled",
    clientId: "photos",
    record: "{}",
    more: 0,
    ...given,
  });
const account = (username: string, claims: object): Account => ({
  ...{ subject: username, username, passwordHash: "", role: "user", disabled: false, createdAt: 0 },
  claims: claims as Account["claims"],
});

beforeEach(async () => {
  [now, storage, errors, posted, mails, isDown] = [T, memoryStorage(), [], [], [], false];
  await storage.people.insert(account("grace", { email: "grace@example.com", email_verified: true }));
  await storage.people.insert(account("ada", { email: "ada@example.com", email_verified: false }));
});

const data = ({ body }: WebhookMessage) => (JSON.parse(body) as { data: Record<string, string> }).data;

describe("the webhook", () => {
  it("hears of a new kind once, from one of two processes", async () => {
    const [one, other] = [process("one"), process("other")];
    await refuse("a");
    await Promise.all([one(), other()]);
    await Promise.all([one(), other(), one()]);
    expect(posted.map(data)).toEqual([
      {
        code: "scope/misspelled",
        title: "A scope is misspelled",
        client_id: "photos",
        since: "2026-06-15T12:00:00.000Z",
        link: "https://id.example/console/refusals?code=scope%2Fmisspelled&application=photos",
      },
    ]);
    await refuse("b");
    await refuse("c", { clientId: "bills" });
    await refuse("d", { code: "code/expired" });
    now += MINUTE;
    await one();
    expect(
      posted
        .slice(1)
        .map((message) => `${data(message).client_id} ${data(message).code}`)
        .sort(),
    ).toEqual(["bills scope/misspelled", "photos code/expired"]);
  });

  it("hears again after so many quiet days, and not before", async () => {
    const run = process("one");
    await refuse("a");
    await run();
    now += 3 * DAY;
    await refuse("b");
    await run();
    expect(posted).toHaveLength(1);
    now += 8 * DAY;
    await refuse("c");
    await run();
    expect(posted).toHaveLength(2);
    expect(new Set(posted.map(({ id }) => id)).size).toBe(2);
  });

  it("doesn't hear of an old journal", async () => {
    await refuse("a", { at: now - 2 * HOUR });
    await process("one")();
    expect(posted).toEqual([]);
  });

  it("is tried again, by whichever process goes on, and given up after two days", async () => {
    isDown = true;
    await refuse("a");
    await process("one")();
    await process("one")();
    expect(errors).toEqual(["a webhook could not be sent"]);
    now += 2 * MINUTE;
    isDown = false;
    await process("other")();
    expect(posted).toHaveLength(1);
    isDown = true;
    await refuse("b", { code: "code/expired" });
    for (let i = 0; i < 14; i++) {
      await process("other")();
      now += 6 * HOUR;
    }
    expect(errors.filter((text) => text === "a webhook was given up")).toHaveLength(1);
    isDown = false;
    await process("other")();
    expect(posted).toHaveLength(1);
  });
});

describe("the mail", () => {
  it("goes once a day to the owner whose e-mail is verified", async () => {
    const run = process("one");
    await refuse("a");
    await refuse("b", { code: "code/expired" });
    await refuse("c", { clientId: "bills" });
    await refuse("d", { clientId: "bare" });
    await refuse("e", { clientId: undefined });
    await run();
    expect(mails).toEqual([]);
    now = T + 20 * HOUR;
    await run();
    await run();
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: "grace@example.com", subject: "New refusals of photos" });
    expect(mails[0]?.text).toContain("photos: A scope is misspelled (scope/misspelled), since 2026-06-15 12:00 UTC");
    expect(mails[0]?.text).toContain("code/expired");
    expect(mails[0]?.text).not.toContain("bills");
  });

  it("waits while the server can't be reached, and goes to one recipient only", async () => {
    await storage.people.insert(account("eve", { email: "eve@example.com, all@example.com", email_verified: true }));
    isDown = true;
    const run = process("one");
    await refuse("a");
    await run();
    now = T + 20 * HOUR;
    await run();
    await run();
    expect(errors.filter((text) => text === "the mail server can't be reached")).toHaveLength(1);
    isDown = false;
    now += 16 * MINUTE;
    await run();
    expect(mails.map(({ to }) => to)).toEqual(["grace@example.com"]);
  });
});

describe("the message", () => {
  let server: Server;
  let received: { headers: Record<string, unknown>; body: string }[];
  let status = 204;
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      received.push({ headers: request.headers, body });
      response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  afterAll(() => server.close());
  beforeEach(() => {
    received = [];
  });
  const post = () =>
    webhookPoster(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQ=");

  it("is signed over its id, time and body", async () => {
    status = 204;
    await post()({ id: "msg_1", timestamp: 1_700_000_000, body: '{"a":1}' });
    const [{ headers, body } = { headers: {}, body: "" }] = received;
    expect(headers).toMatchObject({
      "webhook-id": "msg_1",
      "webhook-timestamp": "1700000000",
      "content-type": "application/json",
    });
    expect(headers["webhook-signature"]).toBe(signatureOf("secret-secret-secret", "msg_1", 1_700_000_000, body));
    // As the library standardwebhooks computes it.
    expect(
      signatureOf(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1_614_265_330,
        '{"test": 2432232314}',
      ),
    ).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  it.each([302, 400, 500])("isn't received with %s, and isn't sent elsewhere", async (code) => {
    status = code;
    await expect(post()({ id: "msg_1", timestamp: 1, body: "{}" })).rejects.toThrow(String(code));
    expect(received).toHaveLength(1);
  });
});

describe("SMTP", () => {
  let server: TcpServer;
  let said = "";
  beforeAll(async () => {
    server = createTcp((socket) => {
      let inData = false;
      socket.write("220 mail.example ESMTP\r\n");
      socket.on("data", (chunk) => {
        said += chunk;
        for (const line of String(chunk).split("\r\n").filter(Boolean)) {
          if (inData) {
            if (line !== ".") continue;
            inData = false;
            socket.write("250 kept\r\n");
          } else if (/^DATA/i.test(line)) {
            inData = true;
            socket.write("354 go on\r\n");
          } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
          else socket.write("250 ok\r\n");
        }
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  afterAll(() => server.close());

  it("carries the mail", async () => {
    const { port } = server.address() as AddressInfo;
    const given = { host: "127.0.0.1", port, user: undefined, password: undefined, from: "candor@example.com" };
    const mailer = smtpMailer({ ...given, tls: "none" });
    await mailer.check();
    await mailer.send({ to: "grace@example.com", subject: "New refusals", text: "Look." });
    mailer.close();
    expect(said).toContain("RCPT TO:<grace@example.com>");
    expect(said).toContain("Subject: New refusals");
    // Without encryption, nothing is sent unless that was asked for.
    const safe = smtpMailer({ ...given, tls: "starttls" });
    await expect(safe.check()).rejects.toThrow();
    safe.close();
  });
});
