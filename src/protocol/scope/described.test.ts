import { expect, it } from "vitest";
import { descriptionFor } from "./described.ts";

const scope = {
  description: "Read your profile",
  descriptions: {
    de: "Dein Profil lesen",
    "de-CH": "Dis Profil läse",
    "pt-BR": "Ler seu perfil",
    fr: "Lire votre profil",
  },
};

it.each([
  ["de", "Dein Profil lesen"],
  ["DE", "Dein Profil lesen"],
  ["de-CH", "Dis Profil läse"],
  ["de-ch-1996", "Dis Profil läse"],
  ["de-AT, fr;q=0.9", "Dein Profil lesen"],
  ["fr;q=0.5, de;q=0.9", "Dein Profil lesen"],
  ["fr;q=0, de;q=0.1", "Dein Profil lesen"],
  ["pt", "Read your profile"],
  ["pt-BR", "Ler seu perfil"],
  ["en, de;q=0.9", "Read your profile"],
  ["en-GB, de;q=0.9", "Read your profile"],
  ["ja, fr;q=0.2", "Lire votre profil"],
  ["ja", "Read your profile"],
  ["*", "Read your profile"],
  ["*, de;q=0.5", "Read your profile"],
  ["", "Read your profile"],
  [undefined, "Read your profile"],
  ["de;q=x", "Read your profile"],
  [`${"x,".repeat(5_000)}de`, "Read your profile"],
  ["constructor, __proto__, de;q=0.1", "Dein Profil lesen"],
])("%s", (wanted, expected) => expect(descriptionFor(scope, wanted)).toBe(expected));

it("without other languages there is one", () => {
  expect(descriptionFor({ description: "Read" }, "de")).toBe("Read");
});
