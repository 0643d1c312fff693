//! The people of a demo, as `demo.json` lists them.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// Somebody who may use the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// What `worker`, `deputy` and `agreed_with` take.
    pub id: String,
    /// `advisor`, `worker`, `lead`, `coordinator`.
    pub role: String,
    /// The slug of the organisation.
    pub organisation: String,
    /// The slug of the network.
    pub network: String,
    /// An invented name.
    pub name: String,
    /// Where letters to this person go.
    pub email: String,
    /// For signing in with a browser.
    pub password: Option<String>,
    /// For the API; does not expire.
    pub token: String,
}

/// Everybody in `demo.json`, in its order.
#[derive(Debug, Clone)]
pub struct People(Vec<Person>);

impl People {
    /// Reads the file, where it is there: it appears whole, by rename.
    #[must_use]
    pub fn read(file: &Path) -> Option<Self> {
        let text = fs::read_to_string(file).ok()?;
        Some(Self::parse(&text))
    }

    fn parse(text: &str) -> Self {
        let document: Value = serde_json::from_str(text).expect("demo.json is JSON");
        let people = document["people"].as_array().expect("demo.json lists people");
        Self(people.iter().map(person).collect())
    }

    /// All of this role in this network.
    #[must_use]
    pub fn of_role(&self, network: &str, role: &str) -> Vec<&Person> {
        self.iter()
            .filter(|person| person.network == network && person.role == role)
            .collect()
    }

    /// All of this role at this organisation.
    #[must_use]
    pub fn at(&self, network: &str, organisation: &str, role: &str) -> Vec<&Person> {
        self.of_role(network, role)
            .into_iter()
            .filter(|person| person.organisation == organisation)
            .collect()
    }

    /// The first advisor of the network.
    #[must_use]
    pub fn advisor(&self, network: &str) -> &Person {
        first(&self.of_role(network, "advisor"), network, "advisor")
    }

    /// The coordinator of the network.
    #[must_use]
    pub fn coordinator(&self, network: &str) -> &Person {
        first(&self.of_role(network, "coordinator"), network, "coordinator")
    }

    /// The first worker of the organisation.
    #[must_use]
    pub fn worker(&self, network: &str, organisation: &str) -> &Person {
        first(&self.at(network, organisation, "worker"), organisation, "worker")
    }

    /// The organisation's lead.
    #[must_use]
    pub fn lead(&self, network: &str, organisation: &str) -> &Person {
        first(&self.at(network, organisation, "lead"), organisation, "lead")
    }

    /// Everybody.
    pub fn iter(&self) -> impl Iterator<Item = &Person> {
        self.0.iter()
    }
}

fn first<'a>(people: &[&'a Person], place: &str, role: &str) -> &'a Person {
    people
        .first()
        .copied()
        .unwrap_or_else(|| panic!("{place} has no {role}"))
}

fn person(value: &Value) -> Person {
    let optional = |field: &str| value[field].as_str().map(str::to_owned);
    let text =
        |field: &str| optional(field).unwrap_or_else(|| panic!("a person in demo.json has no {field}"));
    Person {
        id: text("id"),
        role: text("role"),
        organisation: text("organisation"),
        network: text("network"),
        name: text("name"),
        email: text("email"),
        password: optional("password"),
        token: text("token"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_found_by_network_organisation_and_role() {
        let somebody = |id: &str, role: &str, organisation: &str, network: &str| {
            serde_json::json!({"id": id, "role": role, "organisation": organisation, "network": network,
                "name": "N", "email": "n@example.invalid", "password": null, "token": id})
        };
        let people = People::parse(
            &serde_json::json!({"url": "http://127.0.0.1:1", "people": [
                somebody("a", "advisor", "seniori-info", "helsinki"),
                somebody("b", "worker", "jade", "helsinki"),
                somebody("c", "worker", "mereo", "helsinki"),
                somebody("d", "worker", "mereo", "helsinki"),
                somebody("e", "advisor", "asto-desk", "tampere-asto"),
            ]})
            .to_string(),
        );
        assert_eq!(people.advisor("tampere-asto").id, "e");
        assert_eq!(people.worker("helsinki", "mereo").id, "c");
        assert_eq!(people.at("helsinki", "mereo", "worker").len(), 2);
        assert_eq!(people.of_role("helsinki", "worker").len(), 3);
        assert_eq!(people.iter().count(), 5);
    }

    #[test]
    fn without_the_file_there_is_nobody_yet() {
        assert!(People::read(Path::new("/nonexistent/demo.json")).is_none());
    }
}
