//! Values for templates, made without a form in between. What nobody gave is left out of maps rather
//! than empty, so that printing it is an error instead of a blank.

use serde::de::value::Error;
use serde::ser::{self, Error as _, Serialize, Serializer};
use tera::{Map, Value};

/// A value as templates see it.
pub fn given<T: Serialize + ?Sized>(value: &T) -> Value {
    // What cannot be told in values, such as a map whose keys are maps, is in no type of ours.
    value.serialize(Given).unwrap_or_else(|_| Value::none())
}

struct Given;

/// A list, or a map with the key that waits for its value.
struct Parts {
    list: Vec<Value>,
    map: Map,
    key: String,
    /// The name of the variant around it, where it is one of an enum.
    variant: Option<&'static str>,
}

impl Parts {
    fn new(length: Option<usize>, variant: Option<&'static str>) -> Self {
        Self { list: Vec::with_capacity(length.unwrap_or(0)), map: Map::new(), key: String::new(), variant }
    }

    fn push(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        self.list.push(value.serialize(Given)?);
        Ok(())
    }

    fn field(&mut self, key: &'static str, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        let value = value.serialize(Given)?;
        if !value.is_none() {
            self.map.insert(key.into(), value);
        }
        Ok(())
    }

    fn list(self) -> Value {
        within(self.variant, self.list.into())
    }

    fn map(self) -> Value {
        within(self.variant, self.map.into())
    }
}

fn within(variant: Option<&'static str>, value: Value) -> Value {
    match variant {
        Some(name) => Map::from_iter([(name.into(), value)]).into(),
        None => value,
    }
}

macro_rules! plain {
    ($($method:ident $type:ty),* $(,)?) => {
        $(fn $method(self, value: $type) -> Result<Value, Error> {
            Ok(value.into())
        })*
    };
}

impl Serializer for Given {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = Parts;
    type SerializeTuple = Parts;
    type SerializeTupleStruct = Parts;
    type SerializeTupleVariant = Parts;
    type SerializeMap = Parts;
    type SerializeStruct = Parts;
    type SerializeStructVariant = Parts;

    plain!(
        serialize_bool bool, serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64,
        serialize_char char, serialize_str &str,
    );

    fn serialize_i8(self, value: i8) -> Result<Value, Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<Value, Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<Value, Error> {
        self.serialize_i64(value.into())
    }

    /// Numbers of one size are of one kind, whatever type they came from.
    fn serialize_i64(self, value: i64) -> Result<Value, Error> {
        Ok(u64::try_from(value).map_or_else(|_| value.into(), Value::from))
    }

    fn serialize_f32(self, value: f32) -> Result<Value, Error> {
        self.serialize_f64(value.into())
    }

    /// What is no number was not given.
    fn serialize_f64(self, value: f64) -> Result<Value, Error> {
        Ok(if value.is_finite() { value.into() } else { Value::none() })
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Value, Error> {
        Ok(value.to_vec().into())
    }

    fn serialize_none(self) -> Result<Value, Error> {
        Ok(Value::none())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, Error> {
        Ok(Value::none())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Error> {
        Ok(Value::none())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Value, Error> {
        Ok(variant.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Value, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, Error> {
        Ok(within(Some(variant), value.serialize(self)?))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Parts, Error> {
        Ok(Parts::new(length, None))
    }

    fn serialize_tuple(self, length: usize) -> Result<Parts, Error> {
        Ok(Parts::new(Some(length), None))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Parts, Error> {
        Ok(Parts::new(Some(length), None))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Parts, Error> {
        Ok(Parts::new(Some(length), Some(variant)))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts, Error> {
        Ok(Parts::new(None, None))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts, Error> {
        Ok(Parts::new(None, None))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts, Error> {
        Ok(Parts::new(None, Some(variant)))
    }
}

macro_rules! lists {
    ($($trait:ident $method:ident),* $(,)?) => {
        $(impl ser::$trait for Parts {
            type Ok = Value;
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.push(value)
            }

            fn end(self) -> Result<Value, Error> {
                Ok(self.list())
            }
        })*
    };
}

lists!(
    SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
);

macro_rules! maps {
    ($($trait:ident),* $(,)?) => {
        $(impl ser::$trait for Parts {
            type Ok = Value;
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
                self.field(key, value)
            }

            fn end(self) -> Result<Value, Error> {
                Ok(self.map())
            }
        })*
    };
}

maps!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Parts {
    type Ok = Value;
    type Error = Error;

    /// Names of fields are texts: dates and numbers are spelt.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let key = key.serialize(Given)?;
        self.key = match key.as_str() {
            Some(text) => text.to_owned(),
            None if key.is_map() || key.is_array() || key.is_none() => return Err(Error::custom("no text")),
            None => key.to_string(),
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let (key, value) = (std::mem::take(&mut self.key), value.serialize(Given)?);
        if !value.is_none() {
            self.map.insert(key.into(), value);
        }
        Ok(())
    }

    fn end(self) -> Result<Value, Error> {
        Ok(self.map())
    }
}
