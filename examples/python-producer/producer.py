#!/usr/bin/env python3
"""Sends a drifting stream to Lethe: three tasks, each with two new classes.

Start Lethe first: ./lethe up --features 4 --classes 6
"""

import argparse
import math
import random
import time
from pathlib import Path

from confluent_kafka import Producer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

SCHEMA = Path(__file__).resolve().parents[2] / "schemas/src/main/avro/Example.avsc"
TASKS = 3
FEATURES = 4


def features(label: int) -> list[float]:
    """Draws a point near the centre of its class."""
    angle = 2 * math.pi * label / (2 * TASKS)
    centre = [3 * math.cos(angle), 3 * math.sin(angle), 0.0, 0.0]
    return [random.gauss(value, 0.5) for value in centre]


def example(number: int, task: int) -> dict:
    label = 2 * task + random.randrange(2)
    return {
        "id": f"example-{number}",  # unique: --holdout-share selects by the hash of the id
        "eventTime": int(time.time() * 1000),
        "features": features(label),
        "label": label,
        "task": f"task-{task}",
        # Every tenth example joins the holdout that later evaluations use.
        "role": "EVALUATE" if number % 10 == 0 else "LEARN",
    }


def boundary() -> dict:
    """Ends the last task window, which would otherwise wait for a next task."""
    return {"id": "end", "eventTime": int(time.time() * 1000), "features": [], "role": "BOUNDARY"}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--bootstrap-server", default="localhost:9092")
    arguments.add_argument("--schema-registry-url", default="http://localhost:8081/apis/ccompat/v7")
    arguments.add_argument("--topic", default="lethe.examples")
    arguments.add_argument("--per-task", type=int, default=1000, help="examples per task")
    arguments.add_argument("--rate", type=float, default=200, help="examples per second, or 0")
    options = arguments.parse_args()

    registry = SchemaRegistryClient({"url": options.schema_registry_url})
    serialize = AvroSerializer(registry, SCHEMA.read_text())  # registers the schema if it is new
    producer = Producer({"bootstrap.servers": options.bootstrap_server, "enable.idempotence": True})

    def send(record: dict) -> None:
        value = serialize(record, SerializationContext(options.topic, MessageField.VALUE))
        while True:
            try:
                producer.produce(options.topic, value, key=record["id"], on_delivery=delivered)
                break
            except BufferError:  # the local queue is full: wait until the broker catches up
                producer.poll(1)
        producer.poll(0)

    def delivered(error, _message) -> None:
        if error is not None:
            raise SystemExit(f"{options.topic}: delivery failed: {error}")

    random.seed(1)
    for task in range(TASKS):
        for number in range(task * options.per_task, (task + 1) * options.per_task):
            send(example(number, task))
            if options.rate > 0:
                time.sleep(1 / options.rate)
    send(boundary())
    producer.flush()
    print(f"sent {TASKS * options.per_task} examples in {TASKS} tasks to {options.topic}")


if __name__ == "__main__":
    main()
