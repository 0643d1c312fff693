//! The binary `luotsi`: configuration, clock, telemetry, the only loops, the demo.
//!
//! It builds the parts and owns what the rest of the workspace takes as an argument: time
//! ([`clock`]), chance ([`ids`]), settings ([`config`]) and the repetition of what runs once
//! ([`periodic`]). Every command ends in a status that scripts can rely on: 0 done, 1 refused or
//! failed, 2 usage; and where it is not 0, in a sentence on standard error that says what to do.

use std::process::ExitCode;

use clap::Parser as _;

mod check;
mod clock;
mod command;
mod config;
mod deliver;
mod demo;
mod explain;
mod export;
mod failure;
mod front;
mod house;
mod ids;
mod invite;
mod migrate;
mod network;
mod openapi;
mod periodic;
mod serve;
mod simulate;
mod speech;
mod submit;
mod telemetry;
#[cfg(test)]
mod testing;
mod token;
mod verify;
mod wording;

use command::{Command, Luotsi, NetworkCommand, TokenCommand, UserCommand};
use failure::{Failure, Result};

fn main() -> ExitCode {
    telemetry::quiet_panics();
    let asked = match Luotsi::try_parse() {
        Ok(asked) => asked,
        Err(refusal) => {
            // clap prints help and version on standard output, a refusal on standard error.
            let _ = refusal.print();
            return ExitCode::from(u8::try_from(refusal.exit_code()).unwrap_or(2));
        }
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(fault) => {
            return report(&Failure::refused(format!(
                "the program cannot start its threads: {fault}"
            )));
        }
    };
    match runtime.block_on(run(asked)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => report(&failure),
    }
}

fn report(failure: &Failure) -> ExitCode {
    speech::complain(failure);
    ExitCode::from(failure.status())
}

async fn run(asked: Luotsi) -> Result<()> {
    let config = asked.config.as_deref();
    match asked.command {
        Command::Demo(options) => demo::run(options).await,
        Command::Serve => serve::run(config).await,
        Command::Migrate => migrate::run(config).await,
        Command::Verify(options) => verify::run(config, &options).await,
        Command::Export(options) => export::run(config, &options).await,
        Command::Network(NetworkCommand::Validate { file }) => network::validate(&file),
        Command::Network(NetworkCommand::Import { file, yes }) => network::import(config, &file, yes).await,
        Command::Network(NetworkCommand::Export { name }) => network::export(config, &name).await,
        Command::Token(TokenCommand::Create(options)) => token::create(config, &options).await,
        Command::User(UserCommand::Invite(options)) => invite::run(config, &options).await,
        Command::Check => check::run(config).await,
        Command::Submit(options) => submit::run(&options),
        Command::Explain(options) => explain::run(config, &options).await,
        Command::Simulate(options) => simulate::run(&options),
        Command::Openapi => openapi::run(),
    }
}
