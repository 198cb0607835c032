"""Build the one distribution `tradepost` out of the top-level folders."""

import subprocess
import sys
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
PARTS = ("core", "plugins", "pos_kiosk", "web", "hardware", "contrib")
INSIDE = find_packages(str(HERE), include=[*PARTS, *(f"{part}.*" for part in PARTS)])
BUNDLED = sorted(init.parent.name for init in HERE.glob("plugins/*/__init__.py"))

RUN = [
    "pluggy>=1.7",
    "pyramid>=2.1",
    "SQLAlchemy>=2.1",
    "zope.sqlalchemy>=4.1",
    "pyramid_tm>=2.6",
    "pyramid_retry>=2.1",
    "pyramid_jinja2>=2.10",
    "alembic>=1.20",
    "waitress>=3",
    "Jinja2>=3.1",
    "pydantic>=2.14",
    "Babel>=2.18",
    "argon2-cffi>=25",
    "python-docx>=1.2",
    "docxtpl>=0.20",
    "xlsxwriter>=3.3",
    "openpyxl>=3.1",
    "defusedxml>=0.7",
    "python-stdnum>=2.2",
    "num2words>=0.5.14",
    "segno>=1.6",
    "python-barcode>=0.16",
    "python-dateutil>=2.9",
    "structlog>=26",
    "snowballstemmer>=3",
    "markdown-it-py>=4",
    # Pyramid imports pkg_resources; from 80.9 every start would print a warning.
    "setuptools>=78.1.1,<80.9",
]
POSTGRES = ["psycopg[binary]>=3.3"]
PDF = ["pypdf>=6", "weasyprint>=70"]
KIOSK = ["kivy>=2.3.1", "pyserial>=3.5", "pyusb>=1.3", "libusb-package>=1.0", "python-escpos>=3.1"]
TEST = [
    "pytest>=9",
    "pytest-xdist>=3.8",
    "WebTest>=3",
    "hypothesis>=6.170",
    "playwright>=1.65",
    "schemathesis>=4.32",
    "time-machine>=3.6",
    "coverage>=7.17",
    *POSTGRES,
    *PDF,
]
DEV = [*TEST, "ruff>=0.17", "mypy>=2.4", "import-linter>=2.16"]


class BuildPy(build_py):
    """Keep this file out of the wheel, since it lies in the root package, and the assets in."""

    def run(self):
        if not self.editable_mode and not (HERE / "web/static/vendor/manifest.json").exists():
            # A wheel serves pages without Node: what browsers need is collected beforehand.
            subprocess.run([sys.executable, HERE / "script/tools/assets.py"], check=True)
        super().run()

    def find_package_modules(self, package, package_dir):
        found = super().find_package_modules(package, package_dir)
        return [module for module in found if module[:2] != ("tradepost", "setup")]


setup(
    name="tradepost",
    version="0.1.0",
    description="Trade and CRM for a trading company, made of plugins",
    license="MIT",
    python_requires=">=3.11",
    package_dir={"tradepost": "."},
    packages=["tradepost", *(f"tradepost.{name}" for name in INSIDE)],
    package_data={
        "": [
            "py.typed",
            "templates/**/*",
            "static/**/*",
            "locale/*.po",
            "migrations/*.py",
            "forms/*",
            "data/*",
            "*.kv",
        ],
        "tradepost": ["plugins.toml", "docs/guide/*.md"],
    },
    install_requires=RUN,
    extras_require={"postgres": POSTGRES, "kiosk": KIOSK, "pdf": PDF, "test": TEST, "dev": DEV},
    entry_points={
        "console_scripts": ["tradepost = tradepost.core.command:main"],
        "tradepost": [f"{name} = tradepost.plugins.{name}:plugin" for name in BUNDLED],
    },
    cmdclass={"build_py": BuildPy},
)
