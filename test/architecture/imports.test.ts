import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { faultsOf, type Sources } from "./imports.ts";

const SRC = join(import.meta.dirname, "../../src");

const sources: Sources = Object.fromEntries(
  globSync("**/*.{ts,tsx}", { cwd: SRC })
    .filter((path) => !/\.test\.tsx?$/.test(path))
    .map((path) => [path, readFileSync(join(SRC, path), "utf8")]),
);

it("the house keeps its rules", () => {
  expect(Object.keys(sources).length).toBeGreaterThan(80);
  expect(faultsOf(sources)).toEqual([]);
});

describe("a planted fault is found", () => {
  it.each<[path: string, source: string, fault: string]>([
    ["reasons/scope.ts", 'import { x } from "../protocol/form.ts";', "reasons may not import protocol"],
    ["reasons/scope.ts", 'import { x } from "../standard/index.ts";', "reasons may not import standard"],
    ["standard/oauth.ts", 'import type { X } from "../reasons/define.ts";', "standard may not import reasons"],
    ["libraries/pkce.ts", 'import { x } from "../pages/layout.tsx";', "libraries may not import pages"],
    ["reasons/scope.ts", 'import { x } from "../libraries/index.ts";', "reasons may not import libraries"],
    ["standard/oauth.ts", 'import { readFileSync } from "node:fs";', "imports node:fs"],
    ["protocol/form.ts", 'import type { Storage } from "../ports/storage.ts";', "protocol may not import ports"],
    ["protocol/a/b.ts", 'import { x } from "../../service/token.ts";', "protocol may not import service"],
    ["ports/storage.ts", 'import { x } from "../service/token.ts";', "ports may not import service"],
    ["service/token.ts", 'import { x } from "../http/wire.ts";', "service may not import http"],
    ["service/token.ts", 'import { x } from "../adapters/memory/storage.ts";', "service may not import adapters"],
    ["service/token.ts", 'import { x } from "../configuration/schema.ts";', "service may not import configuration"],
    ["http/wire.ts", 'import { x } from "../adapters/memory/storage.ts";', "http may not import adapters"],
    ["http/wire.ts", 'import { x } from "../compose.ts";', "http may not import compose"],
    ["http/wire.ts", 'import { x } from "../demo/world.ts";', "http may not import demo"],
    ["demo/world.ts", 'import { x } from "../compose.ts";', "demo may not import compose"],
    ["adapters/sql/a.ts", 'import { x } from "../../service/token.ts";', "adapters may not import service"],
    ["configuration/load.ts", 'import { x } from "../service/deps.ts";', "configuration may not import service"],
    ["pages/a.tsx", 'import { x } from "../service/deps.ts";', "pages may not import service"],
    ["render/a.ts", 'import { x } from "../pages/layout.tsx";', "render may not import pages"],
    ["render/a.ts", 'import type { X } from "../protocol/form.ts";', "render may not import protocol"],
    ["pages/a.tsx", 'import type { X } from "../ports/storage.ts";', "pages may not import ports"],
    ["protocol/form.ts", 'export * from "../service/token.ts";', "protocol may not import service"],
    ["protocol/form.ts", 'export const x = () => import("../service/token.ts");', "protocol may not import service"],
    ["protocol/form.ts", 'import {\n  a,\n  b,\n} from "../http/wire.ts";', "protocol may not import http"],
    ["protocol/form.ts", 'import "../http/wire.ts";', "protocol may not import http"],
    ["client/a.ts", 'import type { Code } from "../reasons/index.ts";', "client may not import reasons"],
    ["client/a.ts", 'import { z } from "zod";', "client may not import zod"],
    [
      "admin-client/a.ts",
      'import type { Operation } from "../admin/operation.ts";',
      "admin-client may not import admin",
    ],
    ["admin-client/a.ts", 'import { z } from "zod";', "admin-client may not import zod"],
    ["attic/a.ts", "", "attic is no floor"],

    ["protocol/form.ts", 'import { readFileSync } from "node:fs";', "imports node:fs"],
    ["protocol/form.ts", 'import net from "node:net";', "imports node:net"],
    ["protocol/form.ts", 'import { request } from "node:http";', "imports node:http"],
    ["protocol/form.ts", 'import type { FastifyRequest } from "fastify";', "imports fastify"],
    ["protocol/form.ts", "const t = Date.now();", "Date.now in a pure decision"],
    ["protocol/form.ts", "const t = new Date();", "new Date() in a pure decision"],
    ["protocol/form.ts", "const t = Math.random();", "Math.random in a pure decision"],
    ["protocol/form.ts", "const t = performance.now();", "performance in a pure decision"],
    ["reasons/scope.ts", "const t = process.env.X;", "process. in a pure decision"],
    ["protocol/form.ts", 'import { randomBytes } from "node:crypto";', "randomBytes in a pure decision"],
    ["protocol/form.ts", "export const f = async () => await g();", "await in a pure decision"],

    ["doctor/a.ts", 'import { hash } from "node:crypto";', "imports node:crypto"],
    ["doctor/readers/a.ts", 'const t = Buffer.from("x");', "Buffer. in a browser"],
    ["doctor/a.ts", "const t = Date.now();", "Date.now in a browser"],
    ["doctor/a.ts", 'import { x } from "../service/token.ts";', "doctor may not import service"],
    ["doctor/a.ts", 'import { x } from "../browser/dom.ts";', "doctor may not import browser"],
    ["browser/a.ts", 'import { x } from "../http/wire.ts";', "browser may not import http"],
    ["site/build.ts", 'import { x } from "../http/wire.ts";', "site may not import http"],
    ["browser/a.ts", 'import { hash } from "node:crypto";', "imports node:crypto"],
    ["browser/a.ts", "const t = Math.random();", "Math.random in a browser"],
    ["doctor/a.ts", 'import { x } from "../client/read.ts";', "doctor may not import client"],

    ["protocol/replay/a.ts", 'import { x } from "../token/facts.ts";', "replay may not import token"],
    ["protocol/replay/a.ts", 'import type { X } from "../grants/index.ts";', "replay may not import grants"],
    ["protocol/replay/a.ts", 'if (on.decision === "token") x();', "asks which decision it is"],

    ["service/utils.ts", "", "a name that says nothing"],
    ["service/helpers/a.ts", "", "a name that says nothing"],
    ["common/a.ts", "", "a name that says nothing"],
    ["protocol/types.ts", "", "a name that says nothing"],
    ["service/token.ts", "\n".repeat(301), "more than 300 lines"],
  ])("%s: %j", (path, source, fault) => {
    expect(faultsOf({ [path]: source })).toContain(`${path}: ${fault}`);
  });

  it.each<[sources: Record<string, string>, way: string]>([
    [
      { "ports/a.ts": 'import { b } from "./b.ts";', "ports/b.ts": 'import { a } from "./a.ts";' },
      "ports/a.ts > ports/b.ts > ports/a.ts",
    ],
    [
      {
        "ports/a.ts": 'import type { B } from "./b.ts";',
        "ports/b.ts": 'export * from "./c.ts";',
        "ports/c.ts": 'import type { A } from "./a.ts";',
      },
      "ports/a.ts > ports/b.ts > ports/c.ts > ports/a.ts",
    ],
    [{ "ports/a.ts": 'import { a } from "./a.ts";' }, "ports/a.ts > ports/a.ts"],
  ])("a circle: %j", (circle, way) => {
    expect(faultsOf(circle)).toContain(`ports/a.ts: a circle of imports: ${way}`);
  });

  it("and allowed requests aren't refused", () => {
    expect(
      faultsOf({
        "protocol/a.ts": 'import { hash } from "node:crypto";\nconst d = new Date(7); // not Date.now()\n',
        "http/a.ts": 'import type { C } from "../configuration/schema.ts";\nimport { x } from "./wire.ts";',
        "pages/a.tsx": 'import type { Scope } from "../protocol/scope/catalogue.ts";',
        "pages/b.tsx": 'import { x } from "../standard/index.ts";\nimport { y } from "../render/json.ts";',
        "standard/a.ts": 'import { rfc } from "../specs.ts";',
        "demo/a.ts": 'import { x } from "../http/wire.ts";\nconst t = Date.now();',
        "client/a.ts": 'import { x } from "./b.ts";\nexport type Next = "retry" | "stop";\nexport const a = "zod";',
        "compose.ts": 'import { x } from "./adapters/memory/storage.ts";',
        "service/a.ts": "\n".repeat(300),
      }),
    ).toEqual([]);
  });
});

it("what the doctor imports has nothing of Node either", () => {
  const reached = {
    "doctor/a.ts": 'import { x } from "../protocol/b.ts";\nimport type { Y } from "../protocol/d.ts";',
    "protocol/b.ts": 'import { x } from "./c.ts";',
    "protocol/c.ts": 'import { hash } from "node:crypto";',
    "protocol/d.ts": 'import { hash } from "node:crypto";',
  };
  expect(faultsOf(reached)).toEqual(["protocol/c.ts: imports node:crypto, and the doctor needs it"]);
});

it("pages take only types from protocol", () => {
  const values = 'import { PATHS } from "../protocol/metadata.ts";';
  expect(faultsOf({ "pages/a.tsx": values })).toEqual(["pages/a.tsx: pages may not import protocol"]);
});
