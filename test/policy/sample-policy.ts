/** A policy that uses every kind of document, one file a document or few. */

export const SETTINGS = `kind: Settings                   # policies/nhi.yaml, exactly one
version: 1
approval: { identityOwner: 1, targetOwner: 1, roleOwner: 1, privileged: [platform-security] }
issues: { per: owner, mention: newPrivileged }   # none | newPrivileged | all
limits: { maxSilence: 2h, reviewValid: 7d, snapshotMaxAge: 1d }
snapshot: false                  # default; true: live facts may be kept in a private repo's state
stateKey: "ed25519:MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="
`;

export const VAULT = `kind: Target
name: vault
connector: vault
owner: platform-security         # a Team
ceiling: enforce                 # observe (default) | review | enforce
instances:
  prod: { url: "https://vault.example.com", auth: { kind: jwt, read: nhi-read, write: nhi-write } }   # Vault roles
  stage: { url: "https://vault.stage.example.com", auth: { kind: jwt, read: nhi-read, write: nhi-write } }
groups: { all: [prod, stage] }
scope:
  - { accounts: "approle/ci-*", kinds: [policy, secretId] }
  - { accounts: "approle/tf-*", kinds: [policy], managedBy: terraform, fixAt: corp/infra-vault }   # read and judged, never written
privileged: ["policy/*-admin", "policy/*-write"]
protected: ["policy/root", "approle/nhi-*"]
drift:
  unauthorized: { do: revoke, after: 1 }
  missing: { do: propose, after: 1 }
  altered: { do: propose, after: 1 }
giveBack: propose
limits: { revoke: 10, revokePercent: 20, offboard: 5, grantPrivileged: 5 }
within: 1h
`;

export const TARGETS = `kind: Target
name: okta
connector: scim
owner: platform-security
authority: lifecycle
sentinels: [user/nhi-sentinel]
onDisabled: disable
onAbsent: report
config: { url: "https://corp.example.com/scim/v2", resourceTypes: [App, User], auth: { kind: bearer, read: { secret: NHI_OKTA_READ } } }
---
kind: Target
name: postgres
connector: postgres
owner: platform-security
ceiling: enforce
config: { databases: [app] }
instances:
  main: { url: "postgres://db.example.com:5432", auth: { read: { secret: NHI_PG_MAIN_READ }, write: { secret: NHI_PG_MAIN_WRITE } } }
scope:
  - { accounts: "user/payments_*", kinds: [login, role, privilege] }
---
kind: Target
name: warehouse
connector: file
owner: data
config: { path: exports/warehouse.jsonl, format: jsonl, writable: false }
scope:
  - { accounts: "account/*-etl", kinds: [account, login, credential, role] }
---
kind: Target
name: github
connector: github
owner: platform-security
scope:
  - accounts: ["user/*-bot"]
    kinds: [team]
---
kind: Target
name: k8s
connector: k8s
owner: platform-security
instances: { prod-eu: {}, prod-us: {}, stage-eu: {} }
groups: { prod: [prod-eu, prod-us], stage: [stage-eu] }
scope: [{ accounts: "serviceaccount/*:deployer", kinds: [serviceaccount, binding] }]
`;

export const TEAM = `kind: Team
name: payments
github: corp/payments            # approves, is mentioned
directory: okta/group/payments-eng
successor: commerce-platform
mode: review                     # a ceiling for its identities
defaults: { environment: prod }
`;

export const OTHER_TEAMS = ['platform-security', 'deploy-tools', 'shop', 'data', 'commerce-platform']
  .map((name) => `kind: Team\nname: ${name}\n`)
  .join('---\n');

export const ROLE = `kind: Role                       # a template: change it once, every holder follows
name: deployer
owner: deploy-tools
parameters: { service: { match: "[a-z0-9-]+" } }   # built in: \${name} \${owner} \${environment}
rollout: { first: 5, wait: 1h }
access:
  - github/team/deployers
  - k8s.\${environment}/binding/\${service}:edit     # every instance of that group
  - vault.\${environment}/policy/\${service}-read
`;

export const IDENTITY = `kind: Identity
name: payments-deployer
type: ci                         # service | workload | ci | bot | app | agent
owner: payments
purpose: Deploys the payments services
directory: okta/app/id:0oa1b2c3  # who says that it is active; or \`none\`
accounts:                        # may be empty
  - github/user/payments-deployer-bot
  - k8s.prod/serviceaccount/payments:deployer
  - postgres.main/user/payments_deployer
  - vault.prod/approle/ci-payments
roles:
  - deployer: { service: payments }
access:
  - github/team/release-readers
  - grant: postgres.main/role/payments_rw
    facts: { admin: false, inherit: true }
    until: 2027-01-31
    because: "Migration, see #142"
never: [vault.prod/policy/ci-legacy]   # must not be there, also if it was there before us
state: active                    # active | offboard | release
`;

export const LEGACY = `kind: Identity
name: payments-legacy-sync
type: service
owner: payments
directory: none
accounts: []
`;

export const TABLE = `kind: IdentitySet
name: deployers
each: "\${service}-\${environment}-deployer"
type: ci
directory: none
columns: { service: { match: "[a-z0-9-]+" } }
accounts:
  - github/user/\${service}-deployer-bot
  - k8s.\${environment}/serviceaccount/\${service}:deployer
  - vault.\${environment}/approle/ci-\${service}
roles: [deployer]
rows:
  - { service: cart, environment: prod, owner: shop }
  - { service: checkout, environment: stage, owner: shop, until: 2026-12-31 }
`;

export const RULES = `kind: Rule
id: key-age
where: { credential: true, type: [ci, service] }
require: { maxAge: 90d, maxIdle: 45d }
severity: high
act: report                      # report | revoke
---
kind: Exception
id: legacy-sync-key
rule: key-age
for: [payments-legacy-sync]
until: 2027-02-28
owner: payments
because: "Vendor rotates in February, PAY-1402"
---
kind: BreakGlass
name: prod-oncall
who: corp/sre-oncall
may: [keep, deny, pause]
covers: ["postgres.*/login/*", "postgres.*/role/*", "vault.prod/policy/*", "vault.prod/secretId/*"]
never: ["vault.prod/policy/root"]
longest: 12h
`;

export const SAMPLE: ReadonlyMap<string, string> = new Map([
  ['nhi.yaml', SETTINGS],
  ['targets/vault.yaml', VAULT],
  ['targets/others.yaml', TARGETS],
  ['teams/payments/team.yaml', TEAM],
  ['teams/others.yaml', OTHER_TEAMS],
  ['roles/deployer.yaml', ROLE],
  ['teams/payments/payments-deployer.yaml', IDENTITY],
  ['teams/payments/payments-legacy-sync.yaml', LEGACY],
  ['teams/deployers.yaml', TABLE],
  ['rules.yaml', RULES],
]);
