import { expect, it } from "vitest";
import { isDevelopment } from "./development.ts";

it.each<[string, boolean]>([
  ["http://localhost:9400", true],
  ["https://localhost", true],
  ["https://localhost:8443/auth", true],
  ["https://127.0.0.1:9400", true],
  ["https://127.0.0.53", true],
  ["https://[::1]:9400", true],
  ["https://id.shop.localhost", true],
  ["https://id.example.com", false],
  ["https://localhost.example.com", false],
  ["https://notlocalhost", false],
  ["https://127.0.0.1.example.com", false],
  ["not a URL", false],
])("a developer sits at the terminal of %s: %s", (issuer, expected) => {
  expect(isDevelopment(issuer, {})).toBe(expected);
  expect(isDevelopment(issuer, { NODE_ENV: "test" })).toBe(expected);
  expect(isDevelopment(issuer, { NODE_ENV: "production" })).toBe(false);
});
