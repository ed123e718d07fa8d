/** Starting: the first operator's link, the port, the configuration file. */
import { createServer } from "node:net";
import { describe, it, type TestContext } from "vitest";
import { formsOf, Person } from "../blackbox/person.ts";
import { accept, linkIn, PASSWORD, type Place, place, run, USERNAME } from "./run.ts";

async function newPlace({ onTestFinished }: TestContext): Promise<Place> {
  const at = await place();
  onTestFinished(() => at.leave());
  return at;
}

describe.concurrent("the first operator", () => {
  it("gets a link that works once; the next start prints none", async (context) => {
    const { expect } = context;
    const at = await newPlace(context);
    const first = await at.serve();
    const link = linkIn(await first.says("/welcome/operator?token=")) ?? "";
    expect(link.startsWith(`${at.issuer}/welcome/operator?token=`)).toBe(true);

    const person = new Person(at.issuer, USERNAME, PASSWORD);
    const page = await person.page(link);
    expect(page.title).toBe("Create the operator account · Candor");
    const [form] = formsOf(page);
    const short = await person.post(form?.action ?? "", { ...form?.fields, username: "x", password: "short" });
    expect(short.status).toBe(400);
    expect(await accept(person, link)).toBe(303);
    expect(await accept(new Person(at.issuer), link, "thief")).toBe(403);
    await new Person(at.issuer, USERNAME, PASSWORD).signIn();
    expect(await first.stop()).toBe(0);

    const second = await at.serve();
    await person.signIn();
    expect(second.stdout()).not.toContain("/welcome/operator");
    expect(await second.stop()).toBe(0);
  });

  it("gets a new link from a new start, and no link works once there is an operator", async (context) => {
    const { expect } = context;
    const at = await newPlace(context);
    const first = await at.serve();
    const old = linkIn(await first.says("/welcome/operator?token=")) ?? "";
    await first.stop();
    const second = await at.serve();
    const link = linkIn(await second.says("/welcome/operator?token=")) ?? "";
    expect(link).not.toBe(old);
    expect(await accept(new Person(at.issuer), link)).toBe(303);
    expect(await accept(new Person(at.issuer), old, "latecomer")).toBe(403);
    await second.stop();
  });
});

describe.concurrent("the port", () => {
  it("in use is said so, with what to do, and the process ends with 2", async (context) => {
    const { expect } = context;
    const at = await newPlace(context);
    const other = createServer();
    await new Promise<void>((listening) => other.listen(at.port, "localhost", listening));
    const running = run(["serve"], at.directory, { SHOP_SECRET: "a-secret-that-is-set" });
    expect(await running.ended).toBe(2);
    expect(running.stderr()).toMatch(
      /^The port is in use \(.*EADDRINUSE.*\)\. Choose another port with --port, or stop/,
    );
    expect(running.stdout()).toBe("");
    other.close();
  });
});

describe.concurrent("the demo", () => {
  it("serves on the port that was asked for and prints where to go", async (context) => {
    const { expect } = context;
    const at = await newPlace(context);
    const running = run(["serve", "--demo", "--port", String(at.port)], at.directory);
    const said = await running.says("curl -u demo-service:demo-service-secret");
    // The log writes on its own time.
    await running.says(`Candor is at ${at.issuer}`);
    expect(said).not.toContain("/welcome/operator");
    const answer = await fetch(`${at.issuer}/token`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from("demo-service:demo-service-secret").toString("base64")}` },
      body: new URLSearchParams({ grant_type: "client_credentials", scope: "read_profile,write_multipass" }),
    });
    expect(await answer.json()).toMatchObject({
      error: "invalid_scope",
      error_uri: expect.stringMatching(new RegExp(`^${at.issuer}/errors/scope/wrong-delimiter\\?ref=`)),
    });
    expect(await running.stop("SIGINT")).toBe(0);
  });
});

describe.concurrent("the configuration file", () => {
  it("may be TypeScript that imports defineConfig from candor, at a path of its own", async (context) => {
    const { expect } = context;
    const at = await newPlace(context);
    const config = `import { defineConfig } from "candor";\nconst port: number = ${at.port};\nexport default defineConfig({ issuer: "${at.issuer}", port, host: "localhost" });\n`;
    at.write("my.config.ts", config);
    const running = run(["serve", "--config", "my.config.ts", "--data", "elsewhere"], at.directory);
    await running.says(`Candor is at ${at.issuer}`);
    const document = await fetch(`${at.issuer}/.well-known/oauth-authorization-server`);
    expect(await document.json()).toMatchObject({ issuer: at.issuer });
    expect(await running.stop()).toBe(0);
  });
});
