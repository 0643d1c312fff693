//! What the program can be asked for.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;
use luotsi_domain::referral::words::Role;
use luotsi_i18n::Language;

/// Hands a person over from an advice desk to those who can help, and keeps watch until somebody has
/// checked that the change lasts.
///
/// Try it with `luotsi demo`. In earnest: write a configuration (deploy/luotsi.example.toml explains every
/// setting), then `luotsi migrate`, `luotsi network import FILE`, `luotsi serve`.
#[derive(Debug, Parser)]
#[command(name = "luotsi", version, max_term_width = 100, after_help = EXIT)]
pub(crate) struct Luotsi {
    /// The configuration, TOML; LUOTSI_* variables win over it
    #[arg(long, global = true, env = "LUOTSI_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

const EXIT: &str = "Exit status: 0 done, 1 refused or failed (a sentence on standard error says why and what \
                    to do), 2 usage.";

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the whole service with invented networks, people and referrals, and a clock that can be moved
    ///
    /// Listens on loopback only and catches its mail: GET /demo/mail shows what would have been sent, and POST
    /// /demo/clock moves the clock through everything that falls due meanwhile. When the sample referrals are
    /// in, DIR/demo.json has the address, the people and their tokens.
    Demo(DemoOptions),
    /// Run the service
    ///
    /// Settings come from the configuration and from LUOTSI_* variables; an unknown or unsafe one is refused.
    /// SIGTERM or SIGINT ends it: requests that run are finished first.
    Serve,
    /// Bring the database up to this version, and make the key file where there is none
    Migrate,
    /// Fold every history again and compare it with what is stored
    ///
    /// Checks hash chains and every invariant. Prints a line for each thing that is off, and fails then.
    ///
    /// With --export it does so for a file that `luotsi export` wrote, without database and keys. With --since it
    /// also tells what was in an earlier export and has been changed or taken away since: that is what shows a
    /// history that somebody wrote anew from its beginning.
    Verify(VerifyOptions),
    /// Write a network's whole history to a file: codes and ids, no identities, no texts
    ///
    /// JSON Lines: the checkpoints, every referral with its events and who saw whom, and at last counts and a
    /// digest. Keep such files elsewhere than the database; `luotsi verify` holds it against them.
    Export(ExportOptions),
    /// Look after network definitions
    #[command(subcommand)]
    Network(NetworkCommand),
    /// Tell whether everything is set up: settings, keys, database, networks, people, mail
    ///
    /// Prints a line for each thing looked at, and what to do where something is amiss. Changes nothing and
    /// sends nothing. Fails where the service could not do its work.
    Check,
    /// Look after people
    #[command(subcommand)]
    User(UserCommand),
    /// Look after the tokens of machine clients
    #[command(subcommand)]
    Token(TokenCommand),
    /// Hand over many at once, to a running service
    ///
    /// Each line of FILE is the body of one POST to the API: {"handoff": …, "placement": …}. Prints a line for
    /// each: its number, the reference, how it went. Running it again within a day hands nobody over twice; what
    /// could not be handed over then is tried again.
    Submit(SubmitOptions),
    /// Tell who would take a person now, in what order, and why
    Explain(ExplainOptions),
    /// Let the routing decide on a scenario of months, and measure what comes of it
    ///
    /// A table of all policies unless one is named; `luotsi` is the one that the service uses, the others are
    /// simple ones to compare with. Waiting is told in days to first contact. No database and no settings are
    /// needed, and the same command always prints the same.
    Simulate(SimulateOptions),
    /// Print the OpenAPI document of the JSON API
    Openapi,
}

/// What a demo can be told.
#[derive(Debug, Args)]
pub(crate) struct DemoOptions {
    /// Where to listen; loopback only, port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,
    /// Where everything is kept; a demo that is there already goes on
    #[arg(long, default_value = "luotsi-demo", value_name = "DIR")]
    pub data: PathBuf,
    /// A database of its own, sqlite:PATH or postgres://…, instead of DIR/luotsi.db
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// The instant at which a new demo starts, such as 2027-03-01T08:00:00Z [default: now]
    #[arg(long, value_name = "RFC3339")]
    pub at: Option<Timestamp>,
    /// Networks and people, but no referrals
    #[arg(long)]
    pub empty: bool,
    /// A mail server on this machine, smtp://127.0.0.1:PORT, that letters go to from the start on instead of
    /// being caught; GET /demo/mail then shows what it has taken
    #[arg(long, env = "LUOTSI_SMTP_URL", value_name = "URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// A certificate, PEM, to trust that mail server by
    #[arg(long, env = "LUOTSI_SMTP_CA", value_name = "FILE")]
    pub smtp_ca: Option<PathBuf>,
}

/// What is to be verified.
#[derive(Debug, Args)]
pub(crate) struct VerifyOptions {
    /// A demo's directory, instead of the configured database
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// That demo's database, where it was given one
    #[arg(long, value_name = "URL", requires = "data")]
    pub database: Option<String>,
    /// A file that luotsi export wrote, instead of a database
    #[arg(long, value_name = "FILE", conflicts_with = "data")]
    pub export: Option<PathBuf>,
    /// An earlier export, of which everything must still be there
    #[arg(long, value_name = "FILE", visible_alias = "against")]
    pub since: Option<PathBuf>,
}

/// What is to be exported.
#[derive(Debug, Args)]
pub(crate) struct ExportOptions {
    /// The network
    #[arg(long, value_name = "N")]
    pub network: String,
    /// Where to; a file that is there is left alone
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// A demo's directory, instead of the configured database
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// That demo's database, where it was given one
    #[arg(long, value_name = "URL", requires = "data")]
    pub database: Option<String>,
}

/// What is to be handed over, and where.
#[derive(Debug, Args)]
pub(crate) struct SubmitOptions {
    /// The bodies, JSON, one a line
    #[arg(value_name = "FILE.jsonl")]
    pub file: PathBuf,
    /// The service's address; beyond this machine it must be https
    #[arg(long, value_name = "URL")]
    pub server: String,
    /// The token of whoever hands over; better given in the variable, where no process list shows it
    #[arg(long, value_name = "T", env = "LUOTSI_TOKEN", hide_env_values = true)]
    pub token: String,
}

/// What is to be simulated, by whom.
#[derive(Debug, Args)]
pub(crate) struct SimulateOptions {
    /// The scenario, luotsi-scenario/1; - is standard input
    #[arg(long, value_name = "FILE")]
    pub scenario: PathBuf,
    /// Who decides: random, first-fit, nearest, least-loaded, round-robin, best-score, fastest, manual-daily or
    /// luotsi [default: all, with --json luotsi]
    #[arg(long, value_name = "NAME")]
    pub policy: Option<String>,
    /// For the policy random
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Print the result as JSON, luotsi-result/1: numbers, offers, and where everybody stands
    #[arg(long)]
    pub json: bool,
    /// Draw the comparison into a file
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
}

/// What is to be explained.
#[derive(Debug, Args)]
pub(crate) struct ExplainOptions {
    /// The reference, such as HKI-7K3M-Q
    pub reference: String,
    /// In which language
    #[arg(long, default_value = "fi", value_name = "fi|sv|en")]
    pub language: Language,
    /// A demo's directory, instead of the configured database
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// That demo's database, where it was given one
    #[arg(long, value_name = "URL", requires = "data")]
    pub database: Option<String>,
}

/// What can be done with people.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Invite somebody, or give somebody a further role
    ///
    /// Prints a link, once, alone on the last line: whoever opens it first is in. It holds for seven days.
    Invite(InviteOptions),
}

/// Who is invited.
#[derive(Debug, Args)]
pub(crate) struct InviteOptions {
    /// Her name, as others see it
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// Her address, for letters; whoever has it already gets a further role
    #[arg(long, value_name = "ADDRESS")]
    pub email: String,
    /// The network; may be left out where there is only one
    #[arg(long, value_name = "N")]
    pub network: Option<String>,
    /// Her organisation there; may be left out for a coordinator
    #[arg(long, value_name = "O")]
    pub organisation: Option<String>,
    /// What she is there: advisor, worker, lead or coordinator
    #[arg(long, value_name = "R", value_parser = role)]
    pub role: Role,
    /// The language of her letters
    #[arg(long, default_value = "fi", value_name = "fi|sv|en")]
    pub language: Language,
}

/// What can be done with network definitions.
#[derive(Debug, Subcommand)]
pub(crate) enum NetworkCommand {
    /// Tell every fault of a definition, without touching the database
    Validate {
        /// The definition, JSON
        file: PathBuf,
    },
    /// Bring a definition into force
    ///
    /// Prints what it changes and what that does to open referrals. Only a network's first definition goes in
    /// without --yes.
    Import {
        /// The definition, JSON
        file: PathBuf,
        /// Do it, not only print it
        #[arg(long)]
        yes: bool,
    },
    /// Print the definition in force
    Export {
        /// The network
        name: String,
    },
}

/// What can be done with tokens.
#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// Make a token for a machine client
    ///
    /// It is printed once, alone on the last line; only its hash is kept.
    Create(TokenOptions),
}

/// Whom a token is for.
#[derive(Debug, Args)]
pub(crate) struct TokenOptions {
    /// The network
    #[arg(long, value_name = "N")]
    pub network: String,
    /// The organisation that the machine works for
    #[arg(long, value_name = "O")]
    pub organisation: String,
    /// Its role there: machine, or what a person could be (advisor, worker, lead, coordinator)
    #[arg(long, value_name = "R", value_parser = role)]
    pub role: Role,
    /// What the token is for, such as "client system of the city"
    #[arg(long, value_name = "TEXT")]
    pub name: String,
}

fn role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|_| {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
        format!("a role is one of {}", known.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::Luotsi;

    #[test]
    fn the_commands_are_well_formed() {
        Luotsi::command().debug_assert();
    }

    #[test]
    fn what_cannot_be_meant_is_usage() {
        for words in [
            &["luotsi"][..],
            &["luotsi", "sink"],
            &["luotsi", "demo", "--at", "yesterday"],
            &["luotsi", "demo", "--listen", "8080"],
            &["luotsi", "serve", "--demo"],
            &["luotsi", "verify", "--database", "sqlite:x"],
            &["luotsi", "verify", "--export", "F", "--data", "D"],
            &["luotsi", "export", "--network", "n"],
            &["luotsi", "network", "export"],
            &[
                "luotsi",
                "token",
                "create",
                "--network",
                "n",
                "--organisation",
                "o",
                "--role",
                "king",
                "--name",
                "x",
            ],
        ] {
            assert_eq!(
                Luotsi::try_parse_from(words).unwrap_err().exit_code(),
                2,
                "{words:?}"
            );
        }
    }

    #[test]
    fn what_the_contract_says_is_understood() {
        for words in [
            "luotsi demo",
            "luotsi demo --listen 127.0.0.1:0 --data D --database sqlite:x --at 2026-09-01T06:00:00Z --empty",
            "luotsi serve --config F",
            "luotsi serve",
            "luotsi migrate",
            "luotsi verify",
            "luotsi verify --data D --database sqlite:x",
            "luotsi verify --export F",
            "luotsi verify --export F --against E",
            "luotsi verify --since E",
            "luotsi export --network n --out F",
            "luotsi network validate F",
            "luotsi network import F --yes",
            "luotsi network export helsinki",
            "luotsi token create --network n --organisation o --role machine --name x",
            "luotsi openapi",
            "luotsi check",
            "luotsi submit F.jsonl --server http://127.0.0.1:8080 --token T",
            "luotsi simulate --scenario F --policy NAME --seed 7 --json",
            "luotsi simulate --scenario - --svg F",
            "luotsi explain HKI-7K3M-Q --language sv --data D",
            "luotsi user invite --role coordinator --name N --email a@example.org",
            "luotsi user invite --role lead --name N --email a@example.org --network n --organisation o --language en",
        ] {
            Luotsi::try_parse_from(words.split(' ')).unwrap_or_else(|refusal| panic!("{words}: {refusal}"));
        }
    }
}
