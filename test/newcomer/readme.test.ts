/** A newcomer follows the README, word for word, with the package and with a fresh clone: every file that it shows and every command. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openProfiles, type Profiles } from "../browser/chromium.ts";
import { freePort } from "../free-port.ts";
import { certificate, nginx } from "../nginx.ts";
import { ROOT } from "../packaging/installed.ts";
import { Project } from "./project.ts";
import { type Block, blocks } from "./steps.ts";

let browser: Profiles;
beforeAll(async () => {
  browser = await openProfiles();
});
afterAll(() => browser.close());

const under = (start: string): readonly Block[] => blocks().filter(({ heading }) => heading.startsWith(start));

it("the README has seven steps", () => {
  const headings = new Set(blocks().map(({ heading }) => heading.slice(0, 2)));
  expect([...headings]).toEqual(["1.", "2.", "3.", "4.", "5.", "6.", "7."]);
});

const PLACES: readonly (readonly [name: string, provide: typeof packed, command?: string])[] = [
  ["the package", packed],
  // What npx finds is run without it: npx does the same as with the package, which takes longer than what it runs.
  ["a fresh clone", () => ({ candor: ROOT, leave: () => undefined }), "node_modules/.bin/candor"],
];

// Each test is a step after the one before.
for (const [name, provide, command = "npx candor"] of PLACES)
  describe(`with ${name}`, { shuffle: false }, () => {
    let source: ReturnType<typeof packed>;
    let project: Project;
    let ports: Record<"server" | "app" | "api" | "tls", number>;
    const tls = certificate();
    const passwords = new Map<string, string>();
    let proxy: Awaited<ReturnType<typeof nginx>> | undefined;

    beforeAll(async () => {
      source = provide();
      ports = { server: await freePort(), app: await freePort(), api: await freePort(), tls: await freePort() };
      project = new Project(
        source.candor,
        [
          ["npx candor", command],
          ["candor serve", `candor serve --port ${ports.server}`],
          ["localhost:9400", `localhost:${ports.server}`],
          ["127.0.0.1:9400", `127.0.0.1:${ports.server}`],
          ["localhost:3000", `localhost:${ports.app}`],
          ["listen(3000", `listen(${ports.app}`],
          ["localhost:4000", `localhost:${ports.api}`],
          ["listen(4000", `listen(${ports.api}`],
          ["listen 443 ssl", `listen ${ports.tls} ssl`],
          ["server_name id.example.com", "server_name localhost"],
          ["id.example.com.pem", tls.cert],
          ["id.example.com.key", tls.key],
          ["/etc/ssl//", "/"],
          ["https://id.example.com", `https://localhost:${ports.tls}`],
        ],
        { NODE_EXTRA_CA_CERTS: tls.cert },
      );
    });
    afterAll(async () => {
      await proxy?.end();
      await project.leave();
      source.leave();
    });

    async function follow(steps: readonly Block[]): Promise<string> {
      let printed = "";
      for (const { file, text } of steps) {
        if (file === undefined) printed += await project.type(text);
        else project.write(file, text);
      }
      return printed;
    }

    /** Signs in at the app, in a browser profile of its own; what the app then shows. */
    async function signIn(username: string): Promise<unknown> {
      const context = await browser.newContext({ ignoreHTTPSErrors: true });
      const page: Page = await context.newPage();
      await page.goto(`http://localhost:${ports.app}`);
      await page.getByLabel("Username").fill(username);
      await page.getByLabel("Password").fill(passwords.get(username) ?? "");
      await page.getByRole("button", { name: "Sign in" }).click();
      const allow = page.getByRole("button", { name: "Allow", exact: true });
      await Promise.race([allow.waitFor(), page.waitForURL(/callback/)]);
      if (await allow.isVisible()) await allow.click();
      await page.waitForURL(/callback/);
      const shown = JSON.parse(await page.locator("body").innerText());
      await context.close();
      return shown;
    }

    const ADA = { name: "Ada Lovelace", email: "ada@example.com", groups: ["staff", "admins"], orders: [{ id: 1 }] };

    it("the server starts, without a warning", async () => {
      const printed = await follow(under("1."));
      expect(printed).toContain(`http://localhost:${ports.server}`);
      const checked = "has no faults and no warnings.";
      expect(printed).toContain(checked);
      expect(printed.replace(checked, "")).not.toMatch(/warn/i);
    });

    it("three users are added, with claims and groups", async () => {
      const printed = await follow(under("2."));
      for (const [, name = "", password = ""] of printed.matchAll(
        /^.*?\b(root|ada|grace)\b.*\n(?:.*\n)*?.*?password[^\n]*?:\s*(\S+)$/gim,
      ))
        passwords.set(name, password);
      expect([...passwords.keys()].sort()).toEqual(["ada", "grace", "root"]);
    });

    it("they sign in at the app, and the app calls the API", async () => {
      await follow(under("3."));
      await follow(under("4."));
      expect(await signIn("ada")).toMatchObject(ADA);
      expect(await signIn("grace")).toMatchObject({ name: "Grace Hopper", groups: ["staff"], orders: [{ id: 1 }] });
      expect(await signIn("root")).toMatchObject({ orders: [{ id: 1 }] });
      const bare = await fetch(`http://localhost:${ports.api}/orders`);
      expect(bare.status).toBe(401);
    });

    it("behind a proxy that ends TLS", async () => {
      const steps = under("5.");
      await follow(steps);
      const conf = steps.find(({ file }) => file === "nginx.conf");
      proxy = await nginx(tls.folder, project.here(conf?.text ?? ""), ports.tls);
      await follow(under("4.").filter(({ file }) => file === undefined));
      expect(await signIn("ada")).toMatchObject(ADA);
    });

    it("the keys are rotated, and tokens go on being accepted", async () => {
      const keys = async () =>
        (
          (await (
            await fetch(`http://localhost:${ports.server}/jwks`, { headers: { "x-forwarded-proto": "https" } })
          ).json()) as { keys: unknown[] }
        ).keys.length;
      const before = await keys();
      await follow(under("6."));
      await expect.poll(keys).toBeGreaterThan(before);
      expect(await signIn("grace")).toMatchObject({ name: "Grace Hopper" });
    });

    it("a backup is restored, and its users sign in", async () => {
      await follow(under("7."));
      expect(project.files()).toContain("shop.backup");
      expect(readdirSync(join(project.directory, "restored"))).toContain("candor.sqlite");
      expect(await signIn("ada")).toMatchObject(ADA);
    });
  });

/** The package as npm would unpack it. */
function packed(): { readonly candor: string; readonly leave: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "candor-tarball-"));
  execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], { cwd: ROOT });
  execFileSync("tar", ["-xzf", join(folder, readdirSync(folder)[0] ?? ""), "-C", folder]);
  // Its dependencies, without a network.
  symlinkSync(join(ROOT, "node_modules"), join(folder, "package", "node_modules"));
  return { candor: join(folder, "package"), leave: () => rmSync(folder, { recursive: true }) };
}
