# Copyright 2026 The Weir Authors
#
# Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except
# in compliance with the License. You may obtain a copy of the License at
#
#     https://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software distributed under the License
# is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express
# or implied. See the License for the specific language governing permissions and limitations under
# the License.
"""An AWS on the loopback address: moto, with MSK and Managed Flink of our own in front of it.

moto has neither MSK's configurations nor most of what Managed Flink is asked, so both are answered
here, whole, after the descriptions of their APIs; everything else goes to moto. What is asked is
written to a journal, one JSON object a line.

Usage: loopback_aws.py JOURNAL. Prints its port, and ends when its standard input does.
"""

import io
import itertools
import json
import re
import sys
import threading
import time
import urllib.parse

from moto.iam.access_control import PermissionResult
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import FakeBucket
from werkzeug.serving import WSGIRequestHandler, make_server

ACCOUNT = "123456789012"


class Refused(Exception):
    """An answer that is an error."""

    def __init__(self, status, kind, message):
        super().__init__(message)
        self.status = status
        self.kind = kind


class ManagedFlink:
    """Applications of Amazon Managed Service for Apache Flink, API of 2018-05-23."""

    TARGET = "KinesisAnalytics_20180523."

    def __init__(self, journal):
        self.journal = journal
        self.applications = {}

    def answer(self, action, region, asked):
        method = getattr(self, "_" + re.sub(r"(?<!^)(?=[A-Z])", "_", action).lower(), None)
        if method is None:
            raise Refused(400, "UnsupportedOperationException", action + " is not answered here")
        return method(region, asked)

    def _create_application(self, region, asked):
        name = asked["ApplicationName"]
        if name in self.applications:
            raise Refused(400, "ResourceInUseException", name + " is there already")
        self.applications[name] = {
            "arn": f"arn:aws:kinesisanalytics:{region}:{ACCOUNT}:application/{name}",
            "status": "READY",
            "version": 1,
            "created": int(time.time()),
            "description": asked.get("ApplicationDescription"),
            "runtime": asked["RuntimeEnvironment"],
            "role": asked["ServiceExecutionRole"],
            "configuration": asked.get("ApplicationConfiguration", {}),
            "run": None,
            "logs": [option["LogStreamARN"] for option in asked.get("CloudWatchLoggingOptions", [])],
            "tags": asked.get("Tags", []),
            "snapshots": [],
        }
        return self._described(name)

    def _describe_application(self, region, asked):
        return self._described(asked["ApplicationName"])

    def _start_application(self, region, asked):
        application = self._found(asked["ApplicationName"])
        application["status"] = "RUNNING"
        application["run"] = asked.get("RunConfiguration", {})
        return {}

    def _stop_application(self, region, asked):
        application = self._found(asked["ApplicationName"])
        if not asked.get("Force"):
            self._snapshot(asked["ApplicationName"], application)
        application["status"] = "READY"
        return {}

    def _update_application(self, region, asked):
        name = asked["ApplicationName"]
        application = self._found(name)
        if application["version"] != asked.get("CurrentApplicationVersionId"):
            raise Refused(400, "ConcurrentModificationException", name + " has another version")
        # As the service documents it: before an update of what runs.
        self._snapshot(name, application)
        merge(
            application["configuration"],
            without_update(asked.get("ApplicationConfigurationUpdate", {})),
        )
        if "RunConfigurationUpdate" in asked:
            application["run"] = merge(
                application["run"] or {}, without_update(asked["RunConfigurationUpdate"])
            )
        application["version"] += 1
        return self._described(name)

    def _delete_application(self, region, asked):
        self._found(asked["ApplicationName"])
        del self.applications[asked["ApplicationName"]]
        return {}

    def _list_applications(self, region, asked):
        return {
            "ApplicationSummaries": [
                {
                    "ApplicationName": name,
                    "ApplicationARN": application["arn"],
                    "ApplicationStatus": application["status"],
                    "ApplicationVersionId": application["version"],
                    "RuntimeEnvironment": application["runtime"],
                }
                for name, application in self.applications.items()
            ]
        }

    def _list_application_snapshots(self, region, asked):
        return {"SnapshotSummaries": self._found(asked["ApplicationName"])["snapshots"]}

    def _list_tags_for_resource(self, region, asked):
        for application in self.applications.values():
            if application["arn"] == asked["ResourceARN"]:
                return {"Tags": application["tags"]}
        raise Refused(400, "ResourceNotFoundException", asked["ResourceARN"] + " is not there")

    def _found(self, name):
        if name not in self.applications:
            raise Refused(400, "ResourceNotFoundException", name + " is not there")
        return self.applications[name]

    def _snapshot(self, name, application):
        snapshots = application["configuration"].get("ApplicationSnapshotConfiguration", {})
        if application["status"] == "RUNNING" and snapshots.get("SnapshotsEnabled"):
            snapshot = {
                "SnapshotName": f"{name}-{application['version']}",
                "SnapshotStatus": "READY",
                "ApplicationVersionId": application["version"],
            }
            application["snapshots"].append(snapshot)
            self.journal.write("kinesisanalytics", "(snapshot)", snapshot)

    def _described(self, name):
        application = self._found(name)
        detail = {
            "ApplicationARN": application["arn"],
            "ApplicationName": name,
            "ApplicationDescription": application["description"],
            "ApplicationMode": "STREAMING",
            "ApplicationStatus": application["status"],
            "ApplicationVersionId": application["version"],
            "CreateTimestamp": application["created"],
            "LastUpdateTimestamp": application["created"],
            "RuntimeEnvironment": application["runtime"],
            "ServiceExecutionRole": application["role"],
            "ApplicationConfigurationDescription": configuration_description(
                application["configuration"], application["run"]
            ),
            "CloudWatchLoggingOptionDescriptions": [
                {"CloudWatchLoggingOptionId": f"{index}.1", "LogStreamARN": arn}
                for index, arn in enumerate(application["logs"], 1)
            ],
        }
        return {"ApplicationDetail": detail}


def without_update(asked):
    """What an update asks for, by the names that a creation has for it."""
    if isinstance(asked, list):
        return [without_update(one) for one in asked]
    if not isinstance(asked, dict):
        return asked
    names = {"EnvironmentPropertyUpdates": "EnvironmentProperties"}
    return {
        names.get(name, re.sub("Update$", "", name)): (
            # Keys of properties are the user's.
            value if name == "PropertyMap" else without_update(value)
        )
        for name, value in asked.items()
    }


def merge(into, new):
    for name, value in new.items():
        if isinstance(value, dict) and isinstance(into.get(name), dict) and name != "PropertyMap":
            merge(into[name], value)
        else:
            into[name] = value
    return into


def configuration_description(configuration, run):
    """What was asked for, by the names that a description has for it."""
    described = {}
    if "ApplicationCodeConfiguration" in configuration:
        code = configuration["ApplicationCodeConfiguration"]
        described["ApplicationCodeConfigurationDescription"] = {
            "CodeContentType": code["CodeContentType"],
            "CodeContentDescription": {
                "CodeMD5": "",
                "CodeSize": 0,
                "S3ApplicationCodeLocationDescription": code["CodeContent"]["S3ContentLocation"],
            },
        }
    if "ApplicationSnapshotConfiguration" in configuration:
        described["ApplicationSnapshotConfigurationDescription"] = configuration[
            "ApplicationSnapshotConfiguration"
        ]
    if "EnvironmentProperties" in configuration:
        described["EnvironmentPropertyDescriptions"] = {
            "PropertyGroupDescriptions": configuration["EnvironmentProperties"]["PropertyGroups"]
        }
    flink = {
        part + "Description": value
        for part, value in configuration.get("FlinkApplicationConfiguration", {}).items()
    }
    if flink:
        parallelism = flink.get("ParallelismConfigurationDescription")
        if parallelism:
            flink["ParallelismConfigurationDescription"] = {
                **parallelism,
                "CurrentParallelism": parallelism.get("Parallelism", 1),
            }
        described["FlinkApplicationConfigurationDescription"] = flink
    if "VpcConfigurations" in configuration:
        described["VpcConfigurationDescriptions"] = [
            {**vpc, "VpcConfigurationId": f"{index}.1", "VpcId": "vpc-0"}
            for index, vpc in enumerate(configuration["VpcConfigurations"], 1)
        ]
    if run is not None:
        described["RunConfigurationDescription"] = {
            part + "Description": value for part, value in run.items()
        }
    return described


class ManagedKafka:
    """Clusters and configurations of Amazon MSK, API of 2018-11-14."""

    CREATED = "2026-01-01T00:00:00Z"
    COPIED = (
        "brokerNodeGroupInfo",
        "clientAuthentication",
        "encryptionInfo",
        "enhancedMonitoring",
        "loggingInfo",
        "numberOfBrokerNodes",
        "openMonitoring",
    )

    def __init__(self):
        self.numbers = itertools.count(1)
        self.clusters = {}
        self.configurations = {}

    @staticmethod
    def serves(path):
        return re.match(r"/(v1|api/v2)/(clusters|configurations|tags)(/|$)", path)

    def answer(self, method, path, region, asked):
        parts = re.match(r"/(v1|api/v2)/([a-z]+)(?:/(arn:.*))?$", path)
        kind, rest = parts.group(2), parts.group(3) or ""
        if kind == "clusters":
            return self._clusters(method, rest, region, asked, parts.group(1) == "v1")
        if kind == "configurations":
            return self._configurations(method, rest, region, asked)
        return {"tags": self.clusters.get(rest, {}).get("tags", {})}

    def _clusters(self, method, rest, region, asked, flat):
        if not rest:
            if method == "POST":
                return self._create_cluster(region, asked)
            return {"clusterInfoList": [self._described(arn, flat) for arn in self.clusters]}
        arn, _, what = rest.partition("/bootstrap-")
        if arn not in self.clusters:
            raise Refused(404, "NotFoundException", arn + " is not there")
        if what == "brokers":
            count = self.clusters[arn]["asked"]["numberOfBrokerNodes"]
            hosts = [f"b-{number}.kafka.test:9098" for number in range(1, count + 1)]
            return {"bootstrapBrokerStringSaslIam": ",".join(hosts)}
        if method == "DELETE":
            del self.clusters[arn]
            return {"clusterArn": arn, "state": "DELETING"}
        return {"clusterInfo": self._described(arn, flat)}

    def _create_cluster(self, region, asked):
        name = asked["clusterName"]
        arn = f"arn:aws:kafka:{region}:{ACCOUNT}:cluster/{name}/{next(self.numbers)}-1"
        self.clusters[arn] = {"asked": asked, "tags": asked.get("tags", {})}
        return {"clusterArn": arn, "clusterName": name, "state": "CREATING"}

    def _described(self, arn, flat):
        """A cluster; what only provisioned ones have stands apart since the second version."""
        asked = self.clusters[arn]["asked"]
        configuration = asked.get("configurationInfo", {})
        cluster = {
            "clusterArn": arn,
            "clusterName": asked["clusterName"],
            "creationTime": self.CREATED,
            "currentVersion": "K1",
            "state": "ACTIVE",
            "tags": self.clusters[arn]["tags"],
        }
        provisioned = {name: asked[name] for name in self.COPIED if name in asked}
        provisioned["storageMode"] = asked.get("storageMode", "LOCAL")
        provisioned["currentBrokerSoftwareInfo"] = {
            "kafkaVersion": asked["kafkaVersion"],
            "configurationArn": configuration.get("arn"),
            "configurationRevision": configuration.get("revision"),
        }
        if flat:
            return {**cluster, **provisioned}
        return {**cluster, "clusterType": "PROVISIONED", "provisioned": provisioned}

    def _configurations(self, method, rest, region, asked):
        if not rest:
            if method == "POST":
                return self._create_configuration(region, asked)
            return {"configurations": list(self.configurations.values())}
        arn, _, revision = rest.partition("/revisions/")
        if arn not in self.configurations:
            # MSK's own words for one that is gone, which the provider looks for.
            raise Refused(400, "BadRequestException", "Configuration ARN does not exist.")
        configuration = self.configurations[arn]
        if method == "DELETE":
            del self.configurations[arn]
            return {"arn": arn, "state": "DELETING"}
        if revision:
            return {**configuration["latestRevision"], "arn": arn, "serverProperties": configuration["serverProperties"]}
        return configuration

    def _create_configuration(self, region, asked):
        arn = f"arn:aws:kafka:{region}:{ACCOUNT}:configuration/{asked['name']}/{next(self.numbers)}-1"
        revision = {"creationTime": self.CREATED, "description": asked.get("description", ""), "revision": 1}
        self.configurations[arn] = {
            "arn": arn,
            "creationTime": self.CREATED,
            "description": asked.get("description", ""),
            "kafkaVersions": asked.get("kafkaVersions", []),
            "latestRevision": revision,
            "name": asked["name"],
            "serverProperties": asked["serverProperties"],
            "state": "ACTIVE",
        }
        return self.configurations[arn]


class Journal:
    """What was asked, in order."""

    def __init__(self, path):
        self.file = open(path, "a", encoding="utf-8")
        self.lock = threading.Lock()

    def write(self, service, action, body):
        with self.lock:
            self.file.write(json.dumps({"service": service, "action": action, "body": body}) + "\n")
            self.file.flush()


# moto reads no conditions in a bucket's policy: one that refuses whoever comes without TLS would
# refuse everybody.
FakeBucket.get_permission = lambda bucket, action, resource: PermissionResult.NEUTRAL


class LoopbackAws:
    """The application that the server runs."""

    def __init__(self, journal):
        self.journal = journal
        self.flink = ManagedFlink(journal)
        self.kafka = ManagedKafka()
        self.scaling_tags = {}
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.lock = threading.Lock()
        self.heard = {}

    def __call__(self, environ, start_response):
        """A client asks again, under the same id, when a connection broke before it heard the answer."""
        invocation = environ.get("HTTP_AMZ_SDK_INVOCATION_ID")
        if invocation in self.heard:
            status, headers, content = self.heard[invocation]
            start_response(status, headers)
            return [content]
        said = []

        def start(status, headers, *failure):
            said[:] = [status, headers]
            return start_response(status, headers, *failure)

        content = b"".join(self._answer(environ, start))
        if invocation and said[0].startswith("2"):
            self.heard[invocation] = (*said, content)
        return [content]

    def _answer(self, environ, start_response):
        # The service and its region, as the signature names them.
        scope = re.search(r"Credential=[^/]+/\d+/([^/]+)/([^/]+)/", environ.get("HTTP_AUTHORIZATION", ""))
        region, service = scope.groups() if scope else ("", "")
        body = self._body(environ)
        target = environ.get("HTTP_X_AMZ_TARGET", "")
        path = urllib.parse.unquote(environ.get("PATH_INFO", "/"))
        method = environ["REQUEST_METHOD"]
        asked, action = self._read(environ, body, target, method, path)
        self.journal.write(service, action, asked)
        if target.startswith(ManagedFlink.TARGET):
            return self._own(start_response, lambda: self.flink.answer(action, region, asked))
        if target == "AnyScaleFrontendService.RegisterScalableTarget":
            self.scaling_tags = asked.get("Tags", {})
        if target == "AnyScaleFrontendService.ListTagsForResource":
            # moto lacks it; all targets of a deployment have the same.
            return self._own(start_response, lambda: {"Tags": self.scaling_tags})
        if service == "kafka" and ManagedKafka.serves(path):
            return self._own(start_response, lambda: self.kafka.answer(method, path, region, asked))
        return self.moto(environ, start_response)

    @staticmethod
    def _body(environ):
        if environ.get("HTTP_TRANSFER_ENCODING") == "chunked":
            body = environ["wsgi.input"].read()
        else:
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        return body

    @staticmethod
    def _read(environ, body, target, method, path):
        """What is asked, readable, and the name of the action."""
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            text = f"({len(body)} bytes)"
        if target:
            return json.loads(text or "{}"), target.split(".")[-1]
        kind = environ.get("CONTENT_TYPE", "")
        query = environ.get("QUERY_STRING", "")
        if "x-www-form-urlencoded" in kind:
            form = dict(urllib.parse.parse_qsl(text))
            return form, form.get("Action", "")
        if "json" in kind and text:
            return json.loads(text), f"{method} {path}"
        return text, f"{method} {path}" + ("?" + query if query else "")

    def _own(self, start_response, answering):
        try:
            with self.lock:
                status, answer, kind = 200, answering(), None
        except Refused as refused:
            status, kind = refused.status, refused.kind
            answer = {"__type": kind, "message": str(refused)}
        content = json.dumps(answer).encode("utf-8")
        headers = [
            ("Content-Type", "application/x-amz-json-1.1"),
            ("Content-Length", str(len(content))),
        ]
        if kind:
            headers.append(("x-amzn-ErrorType", kind))
        start_response(f"{status} {'OK' if status == 200 else 'Refused'}", headers)
        return [content]


class Quiet(WSGIRequestHandler):
    """Logs nothing: the journal does."""

    def log(self, type, message, *args):
        pass


def main():
    server = make_server("127.0.0.1", 0, LoopbackAws(Journal(sys.argv[1])), threaded=True, request_handler=Quiet)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    print(server.server_port, flush=True)
    # Whoever started this holds the other end.
    sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
