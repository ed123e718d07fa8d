/** An issuer with https and a certificate of its own: modern TLS, and nothing else. */

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request as httpsRequest } from "node:https";
import { connect as connectPlain } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cookieName } from "../../src/http/cookies.ts";
import { type Candor, createCandor } from "../../src/index.ts";
import { demoApps } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { freePort } from "../free-port.ts";

describe("with a certificate of its own", () => {
  let directory: string;
  let candor: Candor;
  let port: number;
  let issuer: string;
  let ca: Buffer;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "candor-tls-"));
    const [cert, key] = [join(directory, "cert.pem"), join(directory, "key.pem")];
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
    execFileSync("openssl", ["req", "-x509", ...kind, ...subject, "-keyout", key, "-out", cert], { stdio: "pipe" });
    ca = readFileSync(cert);
    port = await freePort();
    issuer = `https://localhost:${port}`;
    candor = await createCandor({
      config: { issuer, host: "localhost", port, tls: { cert, key }, logLevel: "silent" },
      storage: "memory",
      demo: true,
    });
    expect(await candor.listen()).toMatch(/^https:/);
  });
  afterAll(async () => {
    await candor.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** fetch cannot know whose certificates to trust. */
  const send = async (request: Request): Promise<Response> => {
    const body = Buffer.from(await request.arrayBuffer());
    return new Promise((resolve, reject) => {
      const options = { method: request.method, headers: Object.fromEntries(request.headers), ca };
      const sent = httpsRequest(request.url, options, async (incoming) => {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming) chunks.push(chunk);
        const headers = new Headers();
        for (const [name, values = []] of Object.entries(incoming.headersDistinct))
          for (const value of values) headers.append(name, value);
        resolve(
          new Response(chunks.length === 0 ? null : Buffer.concat(chunks), {
            status: incoming.statusCode ?? 0,
            headers,
          }),
        );
      });
      sent.once("error", reject).end(body);
    });
  };

  it("lets go of connections that fall silent, before the handshake, in it and behind it", async () => {
    const plain = (text: string) => {
      const socket = connectPlain({ port, host: "localhost", allowHalfOpen: true });
      return socket.on("connect", () => text !== "" && socket.write(text, "latin1"));
    };
    // The first bytes of a handshake; and words of plain HTTP, which are not handshake at all.
    const silent = [plain(""), plain("\x16\x03\x01\x02\x00\x01\x00"), plain("GET / HTTP/1.1\r\n\r\n")];
    const behind = connect({ port, host: "localhost", ca });
    await once(behind, "secureConnect");
    const closed = [...silent, behind].map((socket) => {
      socket.on("error", () => undefined).resume();
      const writing = setInterval(() => socket.readableEnded && socket.write("x"), 100);
      return new Promise<void>((done) => socket.once("close", () => done())).finally(() => clearInterval(writing));
    });
    await Promise.all(closed);
    const { status } = await send(new Request(`${issuer}/healthz`));
    expect(status).toBe(200);
  });

  it("runs the whole flow", async () => {
    const person = new Person(issuer, "ada", "correct-horse-battery", send);
    const tokens = await demoApps(issuer, send).web.tokens(person);
    expect(person.asked).toEqual(["sign-in", "consent"]);
    expect([...person.cookies.keys()]).toContain(cookieName(issuer, "session"));
    const answer = await demoApps(issuer, send).web.refresh(tokens.refresh_token);
    expect(answer.status).toBe(200);
  });

  it.each([
    ["TLSv1.3", "TLSv1.3"],
    ["TLSv1.2", "TLSv1.2"],
    ["TLSv1.1", "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION"],
    ["TLSv1", "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION"],
  ] as const)("IsModernTlsSupported, IsDeprecatedTlsSupported: %s", async (version, outcome) => {
    const spoken = await new Promise<string | null | undefined>((resolve) => {
      const options = {
        port,
        host: "localhost",
        ca,
        minVersion: version,
        maxVersion: version,
        ciphers: "DEFAULT@SECLEVEL=0",
      };
      const socket = connect(options, () => {
        resolve(socket.getProtocol());
        socket.end();
      });
      socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    expect(spoken).toBe(outcome);
  });

  it.each([
    ["ECDHE-ECDSA-AES128-GCM-SHA256", true],
    ["ECDHE-ECDSA-AES256-GCM-SHA384", true],
    ["ECDHE-ECDSA-AES128-SHA256", false],
    ["ECDHE-ECDSA-AES256-SHA", false],
    ["ECDHE-ECDSA-CHACHA20-POLY1305", false],
  ])("AreStrongCiphersEnabled: %s with TLS 1.2: %j", async (ciphers, accepted) => {
    const spoken = await new Promise<boolean>((resolve) => {
      const socket = connect({ ...{ port, host: "localhost", ca, ciphers }, maxVersion: "TLSv1.2" }, () => {
        resolve(true);
        socket.end();
      });
      socket.once("error", () => resolve(false));
    });
    expect(spoken).toBe(accepted);
  });

  it("does not respond to plain http on that port", async () => {
    await expect(fetch(`http://localhost:${port}/jwks`)).rejects.toThrow();
  });
});
