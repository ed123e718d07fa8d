/** The configuration, and the backups. */
import { type DeploymentCheck, where } from "../define.ts";

const HOUR = 3_600_000;

export const upkeep: readonly DeploymentCheck[] = [
  {
    id: "configuration/fault",
    when: "The configuration can't be used: a setting is wrong, a file is missing, or an environment variable with a secret isn't set.",
    expected: "a configuration with which the server starts",
    fix: "Change what the finding names. candor config check says the same.",
    find: ({ configuration }) =>
      configuration?.faults.map(({ key, is, expected }) => ({ found: `${key} is ${is}`, expected })),
  },
  {
    id: "configuration/warning",
    when: "A setting works, but won't do what its author expects. The reference of the configuration lists all of them.",
    expected: "a configuration without warnings",
    fix: "Do what the finding says. docs/reference/configuration.md explains the warning by its name.",
    find: ({ configuration }) =>
      configuration?.warnings.map(({ name, key, is, fix }) => ({ found: `${name}: ${key} is ${is}`, fix })),
  },
  {
    id: "backup/none",
    when: "There is no backup in the directory of --backups.",
    expected: "files that candor backup wrote",
    fix: "Run candor backup from a timer, such as cron, at least once a day. Guide: docs/guides/backup.md.",
    find: ({ backups }) => backups && where(backups.newest === undefined, () => `${backups.directory} has no backup`),
  },
  {
    id: "backup/old",
    when: "The newest backup is older than --backup-age, which is 26 hours by default.",
    expected: "a backup of the last day",
    fix: "Find out why the timer didn't run candor backup, or why that failed.",
    find: ({ backups, now }) => {
      const { newest, oldest } = backups ?? {};
      if (newest === undefined || oldest === undefined) return undefined;
      return where(
        now - newest.at > oldest * HOUR,
        () => `${newest.file} was made ${Math.floor((now - newest.at) / HOUR)} hours ago`,
      );
    },
  },
  {
    id: "backup/damaged",
    when: "The newest backup isn't whole.",
    expected: "a file that candor backup verify finds whole",
    fix: "Make another backup, and check the disk of this one.",
    find: ({ backups }) =>
      backups?.newest &&
      where(backups.newest.fault !== undefined, () => `${backups.newest?.file}: ${backups.newest?.fault}`),
  },
  {
    id: "backup/keys-unreadable",
    when: "CANDOR_KEY_ENCRYPTION_SECRET doesn't decrypt the keys in the newest backup, so nobody could use it.",
    expected: "a backup whose keys are encrypted with the secret of this server",
    fix: "Keep the secret that encrypted them with the backup, or make another backup now.",
    find: ({ backups }) =>
      backups?.newest &&
      where(backups.newest.keyFault !== undefined, () => `${backups.newest?.file}: ${backups.newest?.keyFault}`),
  },
];
