//! Objects and arrays in rpc/encoded, shared ones and a circle among them.

use sapo::Error;
use sapo::transport::HttpTransport;
use sapo::xml::ErrorKind;
use sapo_interop::asmx::encoded::{
    Animal, AnyAnimal, Cat, Diet, ECHO_ANIMAL, ECHO_STRINGS, EchoAnimal, EchoStrings,
    EncodedClient, SHARED, Shared,
};

use crate::clients;

fn animal(name: &str) -> Animal {
    Animal {
        name: Some(name.to_owned()),
        number: i64::MIN,
        weight: "-7922816251426433759354395.0335".parse().unwrap(),
        speed: f64::NEG_INFINITY,
        tame: true,
        born: "0001-01-01T00:00:00".parse().unwrap(),
        photo: Some((0..=255).collect()),
        diet: Diet::Meat,
        nicknames: Some(vec![Some("å <&>".to_owned()), None, Some(String::new())]),
        mother: None,
    }
}

fn cat(mother: AnyAnimal) -> AnyAnimal {
    let Animal {
        name,
        number,
        weight,
        speed,
        tame,
        born,
        photo,
        diet,
        nicknames,
        ..
    } = animal("Cat");
    let mother = Some(mother);
    let lives = i32::MAX;
    Cat {
        name,
        number,
        weight,
        speed,
        tame,
        born,
        photo,
        diet,
        nicknames,
        mother,
        lives,
    }
    .into()
}

#[tokio::test]
async fn objects_come_back_as_what_they_are() {
    for api in clients::<EncodedClient<HttpTransport>>("encoded") {
        let plain: AnyAnimal = animal("\u{1F43B} ").into();
        assert_eq!(
            api.echo_animal(plain.clone()).await.unwrap(),
            Some(plain.clone())
        );
        let cat = cat(cat(plain));
        assert_eq!(api.echo_animal(cat.clone()).await.unwrap(), Some(cat));
        let nil = EchoAnimal { animal: None };
        let nil = api.call(&ECHO_ANIMAL, &nil).message().await.unwrap();
        assert_eq!(nil.into_body().echo_animal_result, None);
    }
}

#[tokio::test]
async fn arrays_come_back() {
    for api in clients::<EncodedClient<HttpTransport>>("encoded") {
        let large = "x".repeat(1 << 20);
        let given = vec![Some(large), None, Some(" å\n".to_owned())];
        for strings in [Some(given), Some(vec![]), None] {
            let request = EchoStrings { strings };
            let answer = api.call(&ECHO_STRINGS, &request).message().await.unwrap();
            assert!(answer.into_body().echo_strings_result == request.strings);
        }
        let animals = vec![cat(animal("Mother").into()), animal("Bear").into()];
        assert_eq!(api.echo_animals(animals.clone()).await.unwrap(), animals);
    }
}

#[tokio::test]
async fn shared_objects_are_read_wherever_they_are_referred_to() {
    for api in clients::<EncodedClient<HttpTransport>>("encoded") {
        let answer = api.call(&SHARED, &Shared {}).message().await.unwrap();
        let found = answer.into_body().shared_result.unwrap();
        let [Some(AnyAnimal::Cat(cat)), Some(mother), None, again] = &found[..] else {
            panic!("{found:?}")
        };
        assert_eq!((cat.lives, cat.mother.as_ref()), (9, Some(mother)));
        assert_eq!(again.as_ref(), Some(mother));

        let error = api.circle().await.unwrap_err();
        let Error::Response(error) = error else {
            panic!("{error}")
        };
        assert!(
            matches!(error.kind(), ErrorKind::Reference { .. }),
            "{error}"
        );
    }
}

#[tokio::test]
async fn several_results_come_back() {
    for api in clients::<EncodedClient<HttpTransport>>("encoded") {
        let both = api.split(String::from("head tail æ")).await.unwrap();
        assert_eq!(both.split_result, 4);
        assert_eq!(both.head.as_deref(), Some("head"));
        assert_eq!(both.tail.as_deref(), Some("tail æ"));
        assert_eq!(api.split(String::from("one")).await.unwrap().tail, None);
    }
}
