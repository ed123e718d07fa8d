/** The code that the wizard ends with: run as it is, against a real server, with real libraries. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { MCP_PATH } from "../../src/demo/mcp-names.ts";
import { type Candor, createCandor } from "../../src/index.ts";
import { type Building, samplesFor, type Target } from "../../src/pages/console/code/index.ts";
import { KEY_MAKER } from "../../src/pages/console/code/key-maker.ts";
import { formsOf, Person } from "../blackbox/person.ts";
import { freePort } from "../free-port.ts";

const [USERNAME, PASSWORD] = ["ada", "correct-horse-battery"];
const SECRET = "a-secret-of-thirty-two-characters!";
const ISSUER = "https://id.example";
const DEVICE = "urn:ietf:params:oauth:grant-type:device_code";

let candor: Candor;
let folder: string;
let appPort: number;
const started: ChildProcess[] = [];

beforeAll(async () => {
  const [port, other] = [await freePort(), await freePort()];
  appPort = other;
  folder = mkdtempSync(join(tmpdir(), "candor-code-"));
  // As somebody who reads the form of the wizard does.
  const jwks = JSON.parse(execFileSync("bash", ["-c", KEY_MAKER], { cwd: folder, encoding: "utf8" }));
  const common = { firstParty: true, scopes: ["openid", "profile", "read"] };
  candor = await createCandor({
    storage: "memory",
    config: {
      issuer: `http://localhost:${port}`,
      port,
      host: "localhost",
      logLevel: "silent",
      scopes: [{ name: "read", description: "Read" }],
      clients: [
        { id: "web", ...common, secrets: [{ value: SECRET }], redirectUris: [`http://localhost:${appPort}/callback`] },
        {
          id: "tool",
          ...common,
          applicationType: "native",
          authMethods: ["none"],
          redirectUris: ["http://127.0.0.1/callback"],
        },
        { id: "tv", ...common, authMethods: ["none"], grantTypes: [DEVICE] },
        {
          ...{ id: "signer", authMethods: ["private_key_jwt"], jwks, scopes: ["read"] },
          grantTypes: ["client_credentials"],
        },
        { id: "job", secrets: [{ value: SECRET }], grantTypes: ["client_credentials"], scopes: ["read"] },
      ],
    },
  });
  await candor.listen();
  await candor.users.add({ username: USERNAME, password: PASSWORD });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill();
});
afterAll(async () => {
  await candor.close();
  rmSync(folder, { recursive: true, force: true });
});

const targetOf = (building: Building, issuer = candor.issuer): Target =>
  building === "device" || building === "keyed-service"
    ? {
        ...{ building, issuer, isConfidential: building !== "device", redirectUri: undefined },
        ...(building === "device" ? { clientId: "tv", scope: "openid read" } : { clientId: "signer", scope: "read" }),
      }
    : building === "service"
      ? { building, issuer, clientId: "job", isConfidential: true, redirectUri: undefined, scope: "read" }
      : building === "web"
        ? {
            building,
            issuer,
            clientId: "web",
            isConfidential: true,
            redirectUri: `http://localhost:${appPort}/callback`,
            scope: "openid read",
          }
        : {
            building,
            issuer,
            clientId: "tool",
            isConfidential: false,
            redirectUri: "http://127.0.0.1/callback",
            scope: "openid read",
          };

const codeOf = (building: Building, id: string): string =>
  samplesFor(targetOf(building)).find((one) => one.id === id)?.code ?? "";

interface Started {
  readonly said: (wanted: RegExp) => Promise<RegExpExecArray>;
  readonly ended: Promise<string>;
  readonly types: (text: string) => void;
}

/** Runs a program as it is. */
function start(command: string, file: string, code: string, ...more: readonly string[]): Started {
  writeFileSync(join(folder, file), code);
  const child = spawn(command, [file, ...more], { cwd: folder, env: { ...process.env, CLIENT_SECRET: SECRET } });
  started.push(child);
  let text = "";
  const waiting = new Set<() => void>();
  const heard = (chunk: Buffer): void => {
    text += chunk;
    for (const look of waiting) look();
  };
  child.stdout.on("data", heard);
  child.stderr.on("data", heard);
  const ended = new Promise<string>((done) => child.once("close", () => done(text)));
  const said = (wanted: RegExp) =>
    new Promise<RegExpExecArray>((done, fail) => {
      const look = (): void => {
        const found = wanted.exec(text);
        if (found === null) return;
        waiting.delete(look);
        done(found);
      };
      waiting.add(look);
      void ended.then(() => fail(new Error(`It ended: ${text}`)));
      look();
    });
  return { said, ended, types: (typed) => child.stdin.end(typed) };
}

describe("a service gets a token", () => {
  it.each([
    ["openid-client", process.execPath, "service-openid.mjs"],
    ["oauth4webapi", process.execPath, "service-oauth4.mjs"],
  ])("with %s", async (id, command, file) => {
    expect(await start(command, file, codeOf("service", id)).ended).toBe(
      "Got a token for read, valid for 600 seconds\n",
    );
  });

  it("with a key, by openid-client", async () => {
    const program = start(process.execPath, "keyed.mjs", codeOf("keyed-service", "openid-client"));
    expect(await program.ended).toBe("Got a token for read, valid for 600 seconds\n");
  });

  it("with curl", async () => {
    const answer = JSON.parse(await start("bash", "token.sh", codeOf("service", "curl")).ended);
    expect(answer).toMatchObject({ token_type: "Bearer", scope: "read" });
  });
});

/** What the application shows once the user has signed in. */
async function signedIn(url: string): Promise<string> {
  const back = await new Person(candor.issuer, USERNAME, PASSWORD).walk(url);
  if (!(back instanceof URL)) throw new Error(`${back.status} ${back.title}`);
  return (await fetch(back)).text();
}

describe("a user signs in", () => {
  it("to a web server with openid-client", async () => {
    const program = start(process.execPath, "web.mjs", codeOf("web", "openid-client"));
    await program.said(/Open http/);
    const begun = await fetch(`http://localhost:${appPort}/`, { redirect: "manual" });
    expect(await signedIn(begun.headers.get("location") ?? "")).toMatch(/^Signed in as \S+$/);
  });

  it.each(["native", "command", "agent"] as const)(
    "to a program of the kind '%s' with openid-client",
    async (building) => {
      const program = start(process.execPath, `${building}.mjs`, codeOf(building, "openid-client"));
      const [, url = ""] = await program.said(/Open (\S+)/);
      expect(await signedIn(url)).toBe("You can close this page.");
      expect(await program.ended).toContain("Signed in, with a token for openid read");
    },
  );

  it("with curl, once the code is pasted", async () => {
    const program = start("bash", "code.sh", codeOf("web", "curl"));
    const [, url = ""] = await program.said(/Open (\S+)/);
    const back = await new Person(candor.issuer, USERNAME, PASSWORD).walk(url);
    program.types(`${(back as URL).searchParams.get("code")}\n`);
    expect(JSON.parse((await program.ended).replace(/^[^{]*/, ""))).toMatchObject({ scope: "openid read" });
  });
});

describe("an agent", () => {
  it("registered itself, signs its user in with the MCP SDK and lists the tools of the demo", async () => {
    const port = await freePort();
    const issuer = `http://localhost:${port}`;
    const config = { issuer, port, host: "localhost", logLevel: "silent" as const };
    const demo = await createCandor({ storage: "memory", demo: true, config });
    try {
      await demo.listen();
      const redirectUri = "http://127.0.0.1/callback";
      const registered = await fetch(`${issuer}/register`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          ...{ client_name: "Agent", redirect_uris: [redirectUri], token_endpoint_auth_method: "none" },
          ...{ application_type: "native", grant_types: ["authorization_code", "refresh_token"] },
        }),
      });
      const { client_id: clientId } = (await registered.json()) as { client_id: string };
      const target = { building: "agent", issuer, clientId, isConfidential: false, redirectUri } as const;
      const [sdk] = samplesFor({ ...target, scope: "openid read_profile" });
      const program = start(process.execPath, "mcp.mjs", sdk?.code ?? "", issuer + MCP_PATH);
      const [, url = ""] = await program.said(/Open (\S+)/);
      const back = await new Person(issuer, USERNAME, PASSWORD).walk(url);
      await fetch(back as URL);
      expect(await program.ended).toMatch(/Tools: \w+/);
    } finally {
      await demo.close();
    }
  });
});

describe("a device gets a token once its user has entered the code", () => {
  it.each([
    ["openid-client", process.execPath, "device.mjs", "Signed in, with a token for openid read"],
    ["curl", "bash", "device.sh", '"scope":"openid read"'],
  ])("with %s", async (id, command, file, says) => {
    const program = start(command, file, codeOf("device", id));
    const [, url = "", userCode = ""] = await program.said(/Open (\S+) and enter (\S+)/);
    const person = new Person(candor.issuer, USERNAME, PASSWORD);
    await person.signIn();
    const page = await person.page(`${url}?user_code=${userCode}`);
    const form = formsOf(page).find(({ action }) => action.includes("/device"));
    await person.post(form?.action ?? "", { ...form?.fields, answer: "allow" });
    expect(await program.ended).toContain(says);
  });
});

describe("the code for", () => {
  it.each([
    ["web", ["openid-client", "auth-js", "passport", "spring", "asp-net", "authlib", "go", "curl"]],
    ["browser", ["oauth4webapi", "curl"]],
    ["native", ["openid-client", "curl"]],
    ["command", ["openid-client", "curl"]],
    ["agent", ["mcp-sdk", "openid-client", "curl"]],
    ["device", ["openid-client", "curl"]],
    ["keyed-service", ["openid-client"]],
    ["service", ["openid-client", "oauth4webapi", "spring", "authlib", "go", "curl"]],
  ] as const)("%s is of %j", (building, ids) => {
    expect(samplesFor(targetOf(building, ISSUER)).map(({ id }) => id)).toEqual(ids);
  });

  it("never has the secret, and accepts http only from a server that is reached by it", () => {
    for (const building of ["web", "browser", "native", "service"] as const)
      for (const { code } of samplesFor(targetOf(building, ISSUER))) {
        expect(code).not.toContain(SECRET);
        expect(code).not.toMatch(/insecure|RequireHttpsMetadata = false/i);
        expect(code).toContain(building === "service" ? "job" : building === "web" ? "web" : "tool");
      }
  });

  it("an application with quotation marks, dollars and line breaks in its values stays data", () => {
    const hostile = `it's "$(id)"\`\${x}\n`;
    const target = { ...targetOf("service", ISSUER), clientId: hostile, scope: hostile };
    for (const { id, code } of samplesFor(target)) {
      if (id === "curl") expect(code).toContain(`'it'\\''s "$(id)"`);
      else if (id !== "spring") expect(code).toContain(JSON.stringify(hostile));
    }
  });
});
