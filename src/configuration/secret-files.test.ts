import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigurationError } from "./fault.ts";
import { namedSecrets, serverEnvironment, withSecretFiles } from "./secret-files.ts";
import { storageFor } from "./storage-kind.ts";

const folder = mkdtempSync(join(tmpdir(), "candor-secrets-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** What is wrong, by the variable. */
function faultsOf(environment: Readonly<Record<string, string>>, ...names: readonly string[]) {
  try {
    withSecretFiles(environment, names);
  } catch (error) {
    if (error instanceof ConfigurationError)
      return Object.fromEntries(error.faults.map(({ key, is }) => [key, is] as const));
    throw error;
  }
  return {};
}

describe("a secret from a file", () => {
  it.each([
    ["as it is", "s3cret", "s3cret"],
    ["without the line break at its end", "s3cret\n", "s3cret"],
    ["without the line break of Windows", "s3cret\r\n", "s3cret"],
    ["with all others", " a\nb \n\n", " a\nb \n"],
  ])("%s", (_, text, expected) => {
    const environment = { S_FILE: file("s", text), T_FILE: "/nowhere", U: "u" };
    expect(withSecretFiles(environment, ["S", "U"])).toEqual({ ...environment, S: expected });
  });

  it("is not looked for where no file is named", () => {
    const environment = { S: "s", S_FILE: "", OTHER_FILE: "/nowhere" };
    expect(withSecretFiles(environment, ["S"])).toBe(environment);
  });

  it("can't be used if the file is missing, a directory or empty, or if the variable is set too", () => {
    const environment = { A_FILE: join(folder, "none"), B_FILE: folder, C_FILE: file("c", "\n"), D: "d", D_FILE: "d" };
    expect(faultsOf(environment, "A", "B", "C", "D")).toEqual({
      A_FILE: `"${join(folder, "none")}", which doesn't exist`,
      B_FILE: `"${folder}", which is a directory`,
      C_FILE: `"${join(folder, "c")}", which is empty`,
      D_FILE: "set, and D is set too",
    });
  });
});

it("a file is handed to the HSM as it is, and a key in it needs a file", () => {
  const wrapped = join(folder, "wrapped");
  writeFileSync(wrapped, Buffer.from([0xff, 0x00, 0x0d, 0x0a]));
  const environment = { S_FILE: wrapped, S_PKCS11: "pkcs11:token=x" };
  const unwrap = (content: Uint8Array, uri: string) => `${Buffer.from(content).toString("hex")} by ${uri}`;
  expect(withSecretFiles(environment, ["S"], unwrap)).toEqual({ ...environment, S: "ff000d0a by pkcs11:token=x" });
  expect(faultsOf(environment, "S")).toEqual({ S_PKCS11: "a text without id, module-path, pin-source" });
  expect(faultsOf({ T_PKCS11: "pkcs11:token=x" }, "T")).toEqual({ T_PKCS11: "set, but T_FILE is not" });
});

it("the configuration's variables are found, and no others", () => {
  const config = {
    clients: [{ id: "a", secrets: [{ env: "A" }, { value: "x" }] }, null, "odd"],
    notices: { webhook: { url: "x", secret: { env: "W" } }, mail: { password: { env: "M" } } },
    hooks: { env: "NONE" },
  };
  expect(namedSecrets(config)).toEqual(["A", "W", "M"]);
  const environment = {
    A_FILE: file("a", "of a\n"),
    DATABASE_URL_FILE: file("d", "postgresql://db\n"),
    NONE_FILE: "x",
  };
  expect(serverEnvironment(environment, config)).toMatchObject({ A: "of a", DATABASE_URL: "postgresql://db" });
});

it("a database that a file names is PostgreSQL", () => {
  expect(storageFor({ DATABASE_URL_FILE: "/run/secrets/database" })).toBe("postgres");
  expect(storageFor({ DATABASE_URL_FILE: "" })).toBe("sqlite");
});
