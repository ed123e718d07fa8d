/** What is wrong with the branding of the server and of applications is named at its place. */
import { describe, expect, it } from "vitest";
import { pngUrl } from "../../test/pages/pictures.ts";
import { checkConfig } from "./check.ts";
import { ConfigurationError } from "./fault.ts";
import { clientsFrom, settingsFrom } from "./load.ts";

const issuer = "https://id.example";
const web = { id: "web", authMethods: ["none"], redirectUris: ["https://web.example/cb"] } as const;

function faults(config: object): readonly string[] {
  try {
    checkConfig({ issuer, ...config } as never, {}, "memory");
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults.map(({ key, is }) => `${key}: ${is}`);
    throw error;
  }
}

describe("the server", () => {
  it.each([
    [
      { colors: { light: "#ffcc00" } },
      'branding.colors.light: "#ffcc00", which has a contrast of 1.37:1 on light pages',
    ],
    [
      { colors: { light: "#000000", dark: "#000000" } },
      'branding.colors.dark: "#000000", which has a contrast of 1.08:1 on dark pages',
    ],
    [{ colors: { light: "red" } }, 'branding.colors.light: "red"'],
    [
      { logo: "https://cdn.example/logo.png" },
      "branding.logo: the URL of an image elsewhere, which would see who signs in",
    ],
    [{ terms: "http://example.com/terms" }, 'branding.terms: "http://example.com/terms"'],
    [{ privacy: "javascript:alert(1)" }, 'branding.privacy: "javascript:alert(1)"'],
    [{ support: "https://example.com@evil.example/" }, 'branding.support: "https://…@evil.example/"'],
    [{ support: "https://exa mple.com/" }, 'branding.support: "https://exa mple.com/"'],
    [{ name: "\u202eevil" }, 'branding.name: "\u202eevil"'],
    [{ name: "   " }, 'branding.name: "   "'],
    [{ name: "N".repeat(65) }, `branding.name: "${"N".repeat(65)}"`],
  ])("refuses %j", (branding, said) => expect(faults({ branding })).toEqual([said]));

  it("names several at once", () => {
    expect(faults({ branding: { logo: "x", colors: { light: "#ffffff", dark: "#111111" } } })).toHaveLength(3);
  });

  it("has nothing if nothing is said, and everything that is", () => {
    expect(settingsFrom(checkConfig({ issuer }, {}, "memory"))).not.toHaveProperty("branding");
    const branding = {
      name: "Example",
      logo: pngUrl(),
      colors: { light: "#0D6150" },
      terms: "https://example.com/t?a=b#c",
    };
    const settings = settingsFrom(checkConfig({ issuer, branding }, {}, "memory"));
    expect(settings.branding).toEqual({
      ...branding,
      colors: { light: "#0d6150", dark: expect.stringMatching(/^#[0-9a-f]{6}$/) },
    });
  });
});

describe("an application", () => {
  it.each([
    [{ logoUri: "data:image/svg+xml,<svg/>" }, "clients[0].logoUri: a data: URL of image/svg+xml that isn't base64"],
    [{ colors: { light: "#eeeeee" } }, /^clients\[0\]\.colors\.light: "#eeeeee", which has a contrast of 1\./],
    [{ tosUri: "ftp://example.com" }, 'clients[0].tosUri: "ftp://example.com"'],
    [{ contacts: ["a\u0000b"] }, 'clients[0].contacts[0]: "a\\u0000b"'],
  ])("refuses %j", (more, said) =>
    expect(faults({ clients: [{ ...web, ...more }] })).toEqual([
      typeof said === "string" ? said : expect.stringMatching(said),
    ]),
  );

  it("keeps its logo apart, so that clients in memory stay small", () => {
    const logoUri = pngUrl(256);
    const [record] = clientsFrom(checkConfig({ issuer, clients: [{ ...web, logoUri } as never] }, {}, "memory"), {});
    expect(record?.logoUri).toBe(logoUri);
    expect(JSON.stringify(record?.client).length).toBeLessThan(1_000);
    expect(record?.client.logo).toMatch(/^[\w-]{22}\.png$/);
  });
});
